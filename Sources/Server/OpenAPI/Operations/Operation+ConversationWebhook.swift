import HTTPTypes
import Vocabulary

extension Operation {
    /// The conversation webhook's own endpoints, for its React app.
    static let conversationWebhook: [Operation] = [conversationDelivery, agentConversationList]

    private static let conversationDelivery = Operation(
        .post, "/api/v1/webhook/conversation", id: "deliverConversation", .webhooks, "Take a finished conversation",
        text:
            "What a page sends when a conversation with a voice agent has ended. Sent again it is the same one; sent with more, only that is added.",
        body: .json(
            deliveredConversation,
            [
                "conversation": [
                    "emailId": "user@example.com", "accountId": "acc123", "conversationId": "conv_abc123",
                    "transcript": [
                        [
                            "timestamp": "2024-01-15T10:30:00Z", "speaker": "user", "content": "Hello, I need help",
                            "messageId": "msg_123",
                        ]
                    ],
                    "metadata": [
                        "sessionId": "sess_456", "agentId": "agent_01jxn7fwb2eyq8p6k4m3en4xtm", "duration": 300,
                        "messageCount": 1, "platform": "web", "userAgent": "Mozilla/5.0",
                    ],
                ]
            ]),
        replies: [
            .json(
                .object([
                    "success": .constant(true),
                    "message": .text.example("Conversation data received successfully"),
                    "data": .object([
                        "conversationId": .text.example("conv_abc123"), "processedAt": .time,
                        "status": .constant("processed"),
                        "webhookId": .text(pattern: "^webhook_[0-9a-f-]{36}$").means("With the event's id").example(
                            "webhook_0f8fad5b-d9cb-869f-a165-70867728950e"),
                    ]),
                ]), "The conversation is in the ledger, or was before.")
        ])

    private static let deliveredConversation: Schema = .object(
        [
            "emailId": id.means("Who talked"), "accountId": id, "conversationId": id,
            "transcript": .array(of: turn),
            "metadata": .object(
                [
                    "sessionId": .text.nullable, "agentId": id, "duration": amount.means("In seconds"),
                    "messageCount": amount, "platform": .text, "userAgent": .text,
                ], optional: ["sessionId"]),
            "summary": Schema.freeObject.with("type", ["object", "string", "null"]),
        ], optional: ["summary"])

    private static let id = Schema.text(atMost: 512, atLeast: 1)
    private static let amount = Schema.integer(in: 0...1_000_000_000)

    private static let turn: Schema = .object(
        [
            "timestamp": .text.example("2024-01-15T10:30:00Z"), "speaker": .word(["user", "agent"]), "content": .text,
            "messageId": id,
            "metadata": .freeObject.nullable,
        ], optional: ["metadata"])

    private static let agentConversationList = Operation(
        .get, "/api/v1/conversations", id: "listAgentConversations", .agents, "Conversations, page by page",
        parameters: [
            .query("email_id", .text.example("user@example.com"), "Only this person's."),
            .query("account_id", .text, "Only this account's."),
            .query("status", .text.example("completed"), "Only those that stand so."),
            .query(
                "page", Schema.integer(in: 1...100_000).otherwise(1).example(1),
                "Which page, from 1; `page` times `limit` may be 100000 at most."),
            .limit(1...100, otherwise: 20), .atLeast,
        ],
        replies: [
            .json(
                .object([
                    "conversations": .array(of: listedConversation), "page": .integer(atLeast: 1), "limit": .count,
                    "total": .count, "pages": .count,
                ]), "A page of conversations."), .badRequest,
        ])

    static let listedConversation: Schema = .object([
        "conversationId": .text.example("conv_abc123"), "emailId": .text.nullable.example("user@example.com"),
        "accountId": .text.nullable.example("acc123"), "agentId": .text.nullable, "sessionId": .text.nullable,
        "summary": .text.nullable, "status": .text.example("completed"),
        "startTime": .time.nullable, "endTime": .time.nullable,
        "duration": .integer.nullable.means("In seconds").example(300),
        "messageCount": .count, "processedAt": .time,
    ])
}
