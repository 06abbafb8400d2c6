extension AgentState {
    /// The state of an agent's graph, with the names that such graphs use.
    ///
    /// | in the graph's state | here |
    /// |---|---|
    /// | `current_intent`, `currentIntent`, `intent` | the intent |
    /// | `order_stage`, `current_step`, `currentStep`, `step` | the step |
    /// | `cart`: `items`, `total` | `selectedItems` and `orderTotal` of the context; what else it has, under `cart` |
    /// | `payment_method`, `delivery_address`, `delivery_method` | the context, as `paymentMethod` … |
    /// | `context`, `metadata` | those, member by member |
    /// | `messages`, `response`, `order_id`, `orderId` | left out: messages and orders have calls of their own |
    /// | anything else | the context, under its own name |
    ///
    /// Of several names for one thing the first that has a value counts. What is `null` in a graph has no value yet: it takes nothing
    /// away, except within `context` and `metadata`, where it says so.
    public init(graphState graph: [String: DaybookValue]) {
        self.init()
        intent = Self.name(graph, Self.intents)
        step = Self.name(graph, Self.steps)
        for (name, value) in graph where !Self.apart.contains(name) && value != .null {
            context[Self.respelled[name] ?? name] = value
        }
        if let cart = graph["cart"] { add(cart: cart) }
        context.merge(graph["context"]?.object ?? [:]) { $1 }
        metadata = graph["metadata"]?.object ?? [:]
    }

    private static let intents = ["current_intent", "currentIntent", "intent"]
    private static let steps = ["order_stage", "current_step", "currentStep", "step"]
    private static let respelled = [
        "payment_method": "paymentMethod", "delivery_address": "deliveryAddress", "delivery_method": "deliveryMethod",
    ]
    /// What doesn't go into the context under its own name.
    private static let apart = Set(
        intents + steps + ["cart", "context", "metadata", "messages", "response", "order_id", "orderId"])

    private static func name(_ graph: [String: DaybookValue], _ names: [String]) -> String? {
        names.lazy.compactMap { graph[$0]?.string }.first { !$0.isEmpty }
    }

    private mutating func add(cart: DaybookValue) {
        guard var rest = cart.object else {
            if cart != .null { context["cart"] = cart }
            return
        }
        if let items = rest.removeValue(forKey: "items"), items != .null { context["selectedItems"] = items }
        if let total = rest.removeValue(forKey: "total"), total != .null { context["orderTotal"] = total }
        if !rest.isEmpty { context["cart"] = .object(rest) }
    }
}
