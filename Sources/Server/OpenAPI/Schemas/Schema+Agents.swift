import Vocabulary

extension Schema {
    /// A time as JavaScript writes it.
    private static let milliseconds: Schema = .text(format: "date-time").example("2025-12-29T10:06:00.000Z")

    static let agentConversation: Schema = .object([
        "sessionId": .text.example("bot123_51999999999_4f1c9a0b2d3e4f5a6b7c"),
        "subDomain": .text.nullable.means("The business within the agent's system").example("restaurant-abc"),
        "botId": .text.nullable.example("bot123"),
        "localId": .text.nullable.means("The business's branch").example("branch01"),
        "userPhone": .text.nullable.example("+51999999999"),
        "isActive": .flag.means("Whether less than a day has gone since the last activity").example(true),
        "currentIntent": .text.nullable.example("order"),
        "currentStep": .text.nullable.example("cart"),
        "context": agentContext,
        "metadata": .freeObject.means("What the agent says of its own work").example(["agentVersion": "1.0.0"]),
        "linkedOrders": .array(of: .object(["orderId": .text.example("order-77"), "linkedAt": milliseconds])),
        "createdAt": milliseconds,
        "lastActivity": milliseconds,
    ])

    private static let agentContext: Schema = .object(
        [
            "previousMessages": .array(
                of: .object([
                    "role": .text.example("user"), "content": .text.example("Quiero una pizza"),
                    "timestamp": milliseconds,
                ])),
            "lastUserMessage": .text.means("Left out where the person hasn't written").example("Quiero una pizza"),
        ], optional: ["lastUserMessage"]
    ).with("additionalProperties", true).means("What the agent synced, and the messages")

    /// To which business a phone number belongs.
    static let agentTenant: Schema = .object([
        "subDomain": .text.nullable.example("restaurant-abc"), "botId": .text.nullable.example("bot123"),
        "sessionId": .text.example("bot123_51999999999_4f1c9a0b2d3e4f5a6b7c"), "isActive": .flag.example(true),
    ])

    /// There is nothing to tell.
    static let nothingFound: Schema = .object([
        "type": .constant("2"), "message": .text.example("No conversation found for this session"), "data": .null,
    ])
}
