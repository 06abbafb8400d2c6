import HTTPTypes
import Vocabulary

extension Operation {
    /// The conversation webhook's own endpoints, for its React app.
    static let conversationWebhook: [Operation] = [conversationDelivery, agentConversationList]

    private static let conversationDelivery = Operation(
        .post, "/api/v1/webhook/conversation", id: "deliverConversation", .webhooks, "Take a finished conversation",
        text: "What the conversation webhook's app sends when a conversation with a voice or web agent has ended.",
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
                        "status": .constant("processed"), "webhookId": .text.means("Of the event").example("41"),
                    ]),
                ]), "The conversation is in the ledger, or was before.")
        ])

    private static let deliveredConversation: Schema = .object(
        [
            "emailId": .text(atMost: 512, atLeast: 1).means("Who talked"),
            "accountId": .text(atMost: 512, atLeast: 1),
            "conversationId": .text(atMost: 512, atLeast: 1).means("The same one is recorded once"),
            "transcript": .array(of: turn),
            "metadata": .object(
                [
                    "sessionId": .text.nullable, "agentId": .text, "duration": .count.means("In seconds"),
                    "messageCount": .count, "platform": .text, "userAgent": .text,
                ], optional: ["sessionId"]),
            "summary": .freeObject.nullable,
        ], optional: ["summary"])

    private static let turn: Schema = .object(
        [
            "timestamp": .time, "speaker": .word(["user", "agent"]), "content": .text, "messageId": .text,
            "metadata": .freeObject.nullable,
        ], optional: ["metadata"])

    private static let agentConversationList = Operation(
        .get, "/api/v1/conversations", id: "listAgentConversations", .agents, "Conversations, page by page",
        parameters: [
            .query("email_id", .text.example("user@example.com"), "Only this person's."),
            .query("account_id", .text, "Only this account's."),
            .query("status", .text.example("completed"), "Only those that stand so."),
            .query("page", .integer(atLeast: 1).otherwise(1).example(1), "Which page."),
            .limit(1...100, otherwise: 20),
        ],
        replies: [
            .json(
                .object([
                    "conversations": .array(of: listedConversation), "page": .integer(atLeast: 1), "limit": .count,
                    "total": .count,
                ]), "A page of conversations."), .badRequest,
        ])

    private static let listedConversation: Schema = .object([
        "conversationId": .text.example("conv_abc123"), "emailId": .text.nullable.example("user@example.com"),
        "accountId": .text.nullable.example("acc123"), "status": .text.example("completed"),
        "startTime": .time.nullable, "endTime": .time.nullable,
        "duration": .integer.nullable.means("In seconds").example(300),
        "messageCount": .count, "processedAt": .time,
    ])
}
