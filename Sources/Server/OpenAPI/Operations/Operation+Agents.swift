import HTTPTypes
import Vocabulary

extension Operation {
    static let agents: [Operation] =
        [lookupTenant, lookupConversation, agentConversation, agentOpening]
        + [agentSync, agentIntent, agentContext] + agentMessages + agentOrders

    private static let agent = "/api/v1/whatsapp/agent/conversations/{id}"
    private static let old = "/api/v1/conversations/{id}"
    private static let id: Parameter = .path(
        "id", .someText.example("bot123_51999999999_4f1c9a0b2d3e4f5a6b7c"),
        "The conversation's session id.")

    private static func nothing(_ message: String) -> Reply {
        .json(
            status: .notFound, .nothingFound, "There is nothing to tell.",
            example: ["type": "2", "message": .string(message), "data": .null])
    }

    private static let noSession = nothing("No conversation found for this session")

    private static let lookupTenant = Operation(
        .get, "/api/v1/whatsapp/lookup/tenant/{phone}", id: "lookupTenant", .agents,
        "To which business a phone number belongs",
        parameters: [.phone],
        replies: [
            .json(.envelope(.agentTenant), "The business of the session that was active last.", headers: [.eTag]),
            .badRequest, nothing("No tenant found for this phone number"),
        ])

    private static let lookupConversation = Operation(
        .get, "/api/v1/whatsapp/lookup/conversation/{phone}", id: "lookupConversation", .agents,
        "Where the conversation with a phone number stands",
        parameters: [.phone],
        replies: [
            .json(.envelope(.named("AgentConversation")), "The session that was active last.", headers: [.eTag]),
            .badRequest, nothing("No conversation found for this phone number"),
        ])

    private static let agentConversation = Operation(
        .get, old, id: "getAgentConversation", .agents, "Where an agent's conversation stands",
        parameters: [id],
        replies: [
            .json(
                .either(.envelope(.named("AgentConversation")), listedConversation),
                "The session of an agent, or else the conversation with a voice agent.", headers: [.eTag]), .badRequest,
            noSession,
        ])

    private static let agentOpening = Operation(
        .post, "/api/v1/conversations", id: "openAgentConversation", .agents,
        "Begin a conversation, or find the one that is active",
        text:
            "`userPhone` is also taken as `user_phone`, `phoneNumber`, `phone_number` or `phone`, the others in snake case too.",
        parameters: [.idempotencyKey],
        body: .json(
            opening,
            [
                "conversation": [
                    "userPhone": "+51999999999", "subDomain": "restaurant-abc", "localId": "branch01",
                    "botId": "bot123", "context": ["language": "es"],
                ],
                "phone": ["userPhone": "+51988888888"],
            ]),
        replies: [
            .json(
                status: .created, .envelope(.named("AgentConversation")), "The conversation has begun.",
                headers: [.eTag]),
            .json(.envelope(.named("AgentConversation")), "It is active already.", headers: [.eTag]),
            .erased, conflict, contextTooLarge,
        ])

    private static let agentSync = change(
        .put, "\(agent)/sync", id: "syncAgentConversation", "Say where a conversation stands",
        text:
            "At least one of the members must be there. `context` and `metadata` are merge patches (RFC 7386): members that are null are taken away.",
        .json(
            state.with("minProperties", 1),
            [
                "sync": [
                    "currentIntent": "order", "currentStep": "cart",
                    "context": ["selectedItems": ["pizza"], "orderTotal": .decimal("50.00")],
                    "metadata": ["agentVersion": "1.0.0"],
                ]
            ]))

    private static let agentIntent = change(
        .patch, "\(old)/intent", id: "setAgentIntent", "Say what the person wants", text: "At least one of both.",
        .json(
            .object(["intent": name, "step": name, "subDomain": name], optional: ["intent", "step", "subDomain"]).with(
                "minProperties", 1),
            ["intent": ["intent": "payment", "step": "choose"]]))

    private static let agentContext = change(
        .patch, "\(old)/context", id: "patchAgentContext", "Change what the agent knows",
        text: "A merge patch (RFC 7386) under `context`, or as the body itself.",
        .json(
            Schema.object(["context": .freeObject.nullable, "subDomain": name], optional: ["context", "subDomain"])
                .with("additionalProperties", true).with("minProperties", 1),
            [
                "context": ["context": ["paymentMethod": "yape", "selectedItems": .null]],
                "patch": ["paymentMethod": "card"],
            ]))

    private static let agentMessages = [(agent, "addAgentMessage"), (old, "addMessage")].map { path, id in
        change(
            .post, "\(path)/messages", id: id, "Add a message to a conversation",
            .json(
                .object(
                    [
                        "role": .text(atMost: 64, atLeast: 1).means("`user`, `bot` …"),
                        "content": .text(atMost: 65_536).means("What was said"),
                        "timestamp": .text(format: "date-time").nullable.means("When; now unless said"),
                        "subDomain": name,
                    ], optional: ["timestamp", "subDomain"]),
                [
                    "message": [
                        "role": "user", "content": "Quiero una pizza", "timestamp": "2025-12-29T10:06:00.000Z",
                    ]
                ]))
    }

    private static let agentOrders = [(agent, "linkAgentOrder"), (old, "linkOrder")].map { path, id in
        change(
            .post, "\(path)/orders", id: id, "Say which order came out of a conversation",
            .json(
                .object(
                    [
                        "orderId": .text(atMost: 512, atLeast: 1).with("type", ["string", "integer"]),
                        "subDomain": name,
                    ],
                    optional: ["subDomain"]),
                ["order": ["orderId": "order-77"]]))
    }

    private static func change(
        _ method: HTTPRequest.Method, _ path: String, id operation: String, _ summary: String, text: String? = nil,
        _ body: RequestBody
    ) -> Operation {
        Operation(
            method, path, id: operation, .agents, summary, text: text,
            parameters: [id, .ifMatch, .idempotencyKey], body: body,
            replies: [
                .json(
                    .envelope(.named("AgentConversation")), "It is recorded; this is how it stands.", headers: [.eTag]),
                noSession, .erased, conflict, changedSince, contextTooLarge,
            ])
    }
}

extension Operation {
    /// A name or id: a text, or a whole number.
    private static let name = Schema.text(atMost: 512).with("type", ["string", "integer", "null"])

    private static let state: Schema = .object(
        [
            "currentIntent": name.means("What the person wants; also `intent`"),
            "currentStep": name.means("How far that is; also `step`"),
            "context": .freeObject.nullable.means("What has changed of what the agent knows"),
            "metadata": .freeObject.nullable.means("What has changed of what it says of its own work"),
            "subDomain": name.means("Must be the conversation's, where both have one"),
        ], optional: ["currentIntent", "currentStep", "context", "metadata", "subDomain"])

    private static let opening: Schema = Schema.object(
        [
            "userPhone": .text(pattern: "^\\+?[0-9]([ .()/-]?[0-9]){6,17}$").means("In any spelling"),
            "localId": name.means("The business's branch"),
            "botId": name,
            "sessionId": name.means("An id of your own; one is made unless there is one"),
        ], optional: ["localId", "botId", "sessionId"]
    ).adding(state)

    private static let conflict: Reply = .refusal(
        .conflict, "Something else was recorded under this `Idempotency-Key`, or it was begun in another way.",
        "conflict", "Something else was recorded under this Idempotency-Key. Use a new key.")

    private static let changedSince: Reply = .refusal(
        .preconditionFailed, "The conversation has changed since the `ETag` of `If-Match`. The answer has the new one.",
        "changed_since", "The conversation has changed since it was read. Read it again, and repeat with the new ETag.",
        headers: [.eTag])

    private static let contextTooLarge: Reply = .refusal(
        .contentTooLarge, "The body has more than 1 MiB, or the context or metadata would get more than 256 KiB.",
        "context_too_large", "The conversation's context and metadata may have 262144 bytes each.",
        also: ["body_too_large"])
}
