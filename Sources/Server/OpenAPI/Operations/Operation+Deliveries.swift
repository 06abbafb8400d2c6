import HTTPTypes
import Vocabulary

extension Operation {
    static let deliveries: [Operation] = [
        respondIO, twilio, whatsAppSubscription, whatsApp, elevenLabs,
    ]

    private static let taken: Reply = .json(
        .object(["status": .constant("ok")]), "The delivery is in the ledger, or was before.")

    private static let respondIO = Operation(
        .post, "/webhook/respond-io", id: "deliverRespondIO", .webhooks, "Take a webhook of respond.io",
        text:
            "Both forms are read: what respond.io sends (`event_type`), and what its integration guide shows (`event`).",
        body: .json(
            .freeObject.means("Kept verbatim"),
            [
                "message": [
                    "event_type": "message.received", "event_id": "4f1c9a0b-1",
                    "contact": ["id": 310_001, "firstName": "Ana", "phone": "+14155550123"],
                    "message": [
                        "messageId": 1_736_937_000_000_001, "timestamp": 1_736_937_000_000, "traffic": "incoming",
                        "message": ["type": "text", "text": "Is it still there?"],
                    ],
                    "channel": ["id": 77, "name": "Sales", "source": "whatsapp"],
                ],
                "guide": [
                    "event": "contact.updated", "timestamp": "2025-01-15T10:30:00Z",
                    "data": ["contactId": "310001", "identifier": "+14155550123", "name": "Ana Souza"],
                ],
            ]),
        replies: [
            .json(
                .object([
                    "status": .constant("ok"),
                    "event": .text.nullable.means("The event's name; null for what can't be read, which is kept")
                        .example("message.received"),
                ]), "The delivery is in the ledger, or was before.")
        ],
        command: "daybook trigger respond.io message.received --to {url}")

    private static let twilio = Operation(
        .post, "/api/whatsapp/webhook", id: "deliverTwilio", .webhooks, "Take a webhook of Twilio",
        text:
            "Messages that come in, and status callbacks of those that went out. The signature is over the public URL.",
        body: .form(
            twilioFields,
            [
                "message": [
                    "MessageSid": "SM0f2c8d1b7a3e4f5096a7b8c9d0e1f2a3", "AccountSid": "AC0",
                    "From": "whatsapp:+14155550123", "To": "whatsapp:+14155550100", "Body": "Is it still there?",
                    "NumMedia": "0", "ProfileName": "Ana", "WaId": "14155550123",
                ],
                "status": [
                    "MessageSid": "SM1f2c8d1b7a3e4f5096a7b8c9d0e1f2a3", "AccountSid": "AC0",
                    "From": "whatsapp:+14155550100", "To": "whatsapp:+14155550123", "MessageStatus": "delivered",
                ],
            ]),
        replies: [
            .body(
                "text/xml", .text, "TwiML that asks for nothing. The delivery is in the ledger, or was before.",
                example: #"<?xml version="1.0" encoding="UTF-8"?><Response></Response>"#)
        ],
        command: "daybook trigger twilio message.received --to {url}")

    private static let twilioFields: Schema = .object(
        [
            "MessageSid": .text.means("Twilio's id of the message"),
            "AccountSid": .text, "From": .text.means("`whatsapp:` and a number, or a number"), "To": .text,
            "Body": .text, "NumMedia": .text, "MediaUrl0": .text.means("And on: `MediaUrl1` …"),
            "MediaContentType0": .text, "ProfileName": .text, "WaId": .text,
            "MessageStatus": .text.means("In status callbacks"),
        ],
        optional: [
            "AccountSid", "From", "To", "Body", "NumMedia", "MediaUrl0", "MediaContentType0", "ProfileName", "WaId",
            "MessageStatus",
        ]
    ).means("The fields that Twilio sends; kept verbatim, others among them")

    private static let whatsAppSubscription = Operation(
        .get, "/webhook/whatsapp", id: "verifyWhatsApp", .webhooks,
        "Answer Meta's question whether its webhooks are wanted",
        parameters: [
            .query("hub.mode", .constant("subscribe").example("subscribe"), "What Meta wants.", isRequired: true),
            .query(
                "hub.challenge", .someText.example("1158201444"), "What is to be answered.",
                isRequired: true),
        ],
        replies: [
            .body("text/plain", .text.example("1158201444"), "The challenge."), .badRequest,
            .refusal(
                .forbidden, "The token isn't the one that is configured.", "wrong_verify_token",
                "The hub.verify_token is not the one that is configured (WHATSAPP_VERIFY_TOKEN)."),
        ])

    private static let whatsApp = Operation(
        .post, "/webhook/whatsapp", id: "deliverWhatsApp", .webhooks, "Take a webhook of the WhatsApp Cloud API",
        text:
            "Without a tenant in the path it goes to the tenants whose numbers (`phone_number_id`) it names, among those whose app secret signed it.",
        body: .json(
            .freeObject.means("Kept verbatim"),
            [
                "message": [
                    "object": "whatsapp_business_account",
                    "entry": [["id": "102290129340398", "changes": [["field": "messages", "value": whatsAppValue]]]],
                ]
            ]),
        replies: [taken],
        command: "daybook trigger whatsapp message.received --to {url}")

    private static let whatsAppValue: JSON = [
        "messaging_product": "whatsapp",
        "metadata": ["display_phone_number": "14155550100", "phone_number_id": "106540352242922"],
        "contacts": [["profile": ["name": "Ana"], "wa_id": "14155550123"]],
        "messages": [
            [
                "from": "14155550123", "id": "wamid.HBgLMTQxNTU1NTAxMjM", "timestamp": "1736937000", "type": "text",
                "text": ["body": "Is it still there?"],
            ]
        ],
    ]

    private static let elevenLabs = Operation(
        .post, "/webhook/elevenlabs", id: "deliverElevenLabs", .webhooks, "Take a post-call webhook of ElevenLabs",
        text: "Transcripts, audio and calls that failed to begin.",
        body: .json(
            .freeObject.means("Kept verbatim"),
            [
                "transcription": [
                    "type": "post_call_transcription", "event_timestamp": 1_736_937_000,
                    "data": [
                        "agent_id": "agent_01jxn7fwb2eyq8p6k4m3en4xtm", "conversation_id": "conv_abc123",
                        "status": "done",
                        "transcript": [
                            ["role": "user", "message": "A table for two, please.", "time_in_call_secs": 3]
                        ],
                        "metadata": ["start_time_unix_secs": 1_736_936_976, "call_duration_secs": 24],
                    ],
                ]
            ]),
        replies: [taken],
        command: "daybook trigger elevenlabs conversation.transcribed --to {url}")
}
