import HTTPTypes
import Vocabulary

extension Operation {
    /// Where the Izer webhook system's WhatsApp Web connector delivers.
    static let izerWebhook = [
        Operation(
            .post, "/webhook", id: "deliverIzer", .webhooks, "Take a message of a WhatsApp Web connector",
            text:
                "Recorded once for each `message_id`, analysed and routed by the built-in rules. The history is context: its messages are no events. The body may have 8 MiB.",
            body: .json(
                izerMessage,
                [
                    "message": [
                        "message_id": "unique_message_id", "chat_time": "2024-01-01T12:00:00Z",
                        "chat_name": "Customer Name", "phone_number": "+905551234567",
                        "current_message": "Is my bicycle ready?",
                        "history": [
                            [
                                "sender": "Customer Name", "content": "Good morning",
                                "timestamp": "2024-01-01T11:59:00Z", "type": "text", "from_me": false,
                            ]
                        ],
                        "message_type": "chat", "is_vip": true, "is_group": false,
                    ]
                ]),
            replies: [.json(izerAnswer, "The message is in the ledger, or was before.")])
    ]

    private static let izerMessage: Schema = .object(
        [
            "message_id": .text(atMost: 512, atLeast: 1), "chat_time": .text.nullable, "chat_name": .text.nullable,
            "phone_number": .text.nullable,
            "current_message": .text.nullable.means("May be empty where there is media"),
            "history": Schema.array(of: izerHistory).nullable, "message_type": .text.means("`chat`, `image`, `ptt` …"),
            "chat_id": .text, "is_vip": .flag, "is_group": .flag,
            "from_me": .flag.means("Whether a colleague wrote it on the telephone: it isn't analysed then"),
            "group_name": .text.nullable,
            "author": .text.nullable.means("Who wrote, in a group"), "media": izerMedia.nullable,
        ],
        optional: [
            "chat_time", "chat_name", "phone_number", "current_message", "history", "message_type", "chat_id", "is_vip",
            "is_group", "group_name", "author", "from_me", "media",
        ])

    private static let izerHistory: Schema = .object(
        ["sender": .text, "content": .text, "timestamp": .text, "type": .text, "from_me": .flag],
        optional: ["type", "from_me"])

    private static let izerMedia: Schema = .object(
        [
            "mimetype": .text.example("image/jpeg"), "filename": .text.nullable, "size": .count.nullable,
            "data": .text.nullable.means("The file in base64"),
        ], optional: ["filename", "size", "data"])

    private static let izerAnswer: Schema = .object([
        "success": .constant(true), "message_id": .text.example("unique_message_id"),
        "database_id": Schema.position.means("Where it stands in the ledger"), "analysis": izerAnalysis.nullable,
        "routing": izerRouting.nullable,
        "processed_at": .time,
    ])

    private static let izerAnalysis: Schema = .object([
        "urgency_score": .integer(in: 1...10).nullable, "category": .text.nullable.example("support"),
        "sentiment": .word(of: MessageAnalyzed.Sentiment.self).nullable,
        "priority_level": .text.nullable.example("high"), "action_required": .flag,
        "recommended_response_time": .text.nullable.example("1hour"),
        "summary": .text.nullable.example("Is my bicycle ready?"), "keywords": .array(of: .text),
    ])

    private static let izerRouting: Schema = .object([
        "success": .constant(true), "agent": .text.example("business_workflow"),
        "reason": .text.nullable.example("vip"), "response": .object(["status": .constant("routed")]),
    ])
}
