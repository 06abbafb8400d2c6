import DaybookClient
import Testing

@Suite struct GraphStateTests {
    static let cases: [(graph: [String: DaybookValue], state: AgentState)] = [
        ([:], AgentState()),
        (
            [
                "current_intent": "order", "order_stage": "cart",
                "cart": ["items": [["name": "Pizza", "quantity": 1, "price": 15.0]], "total": 15.0],
            ],
            AgentState(
                intent: "order", step: "cart",
                context: ["selectedItems": [["name": "Pizza", "quantity": 1, "price": 15.0]], "orderTotal": 15.0])
        ),
        (["currentIntent": "a", "intent": "b", "step": "c"], AgentState(intent: "a", step: "c")),
        (["current_intent": nil, "intent": "b", "order_stage": ""], AgentState(intent: "b")),
        (
            ["payment_method": "yape", "note": "ring twice", "gone": nil],
            AgentState(context: ["paymentMethod": "yape", "note": "ring twice"])
        ),
        (["messages": [["a"]], "response": "Hola", "order_id": "o-1", "orderId": "o-2"], AgentState()),
        (
            [
                "cart": ["coupon": "X", "total": nil], "context": ["note": nil, "a": 1],
                "metadata": ["agentVersion": "1"],
            ],
            AgentState(
                context: ["cart": ["coupon": "X"], "note": nil, "a": 1], metadata: ["agentVersion": "1"])
        ),
        (["cart": "empty"], AgentState(context: ["cart": "empty"])),
    ]

    @Test(arguments: cases) func `a graph's state is told under the names of the conversation`(
        graph: [String: DaybookValue], state: AgentState
    ) {
        #expect(AgentState(graphState: graph) == state)
    }

    @Test func `JSON of other libraries is read, and what isn't JSON refused`() throws {
        #expect(try DaybookValue(json: #"{"a":[1,2.5,null,"x",true]}"#) == ["a": [1, 2.5, nil, "x", true]])
        #expect(throws: DaybookClientError.self) { try DaybookValue(json: "{'a':1}") }
    }
}
