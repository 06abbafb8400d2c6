import Providers
import Testing
import Vocabulary

struct RespondIOContentTests {
    private static func file(_ type: String, _ mime: String? = nil) -> JSON {
        var attachment: JSONObject = ["type": .string(type), "url": "https://cdn.example.com/f", "fileName": "f.bin"]
        attachment["mimeType"] = mime.map(JSON.string)
        return ["type": "attachment", "attachment": .object(attachment)]
    }

    private static func media(_ form: MessageContent.Form, _ mime: String? = nil) -> MessageContent {
        let media = MessageContent.Media(url: "https://cdn.example.com/f", contentType: mime, fileName: "f.bin")
        return MessageContent(form: form, media: [media])
    }

    private static let contents: [(JSON, MessageContent)] = [
        (["type": "text", "text": "Hi"], MessageContent(form: .text, text: "Hi")),
        (["text": "Hi"], MessageContent(form: .text, text: "Hi")),
        (["type": "text"], MessageContent(form: .text)),
        (["type": "text", "text": ["body": "Hi"]], MessageContent(form: .text, text: "Hi")),
        (file("image"), media(.image)), (file("audio", "audio/ogg"), media(.audio, "audio/ogg")),
        (file("video"), media(.video)),
        (file("file"), media(.document)), (file("file", "application/pdf"), media(.document, "application/pdf")),
        (file("file", "image/png"), media(.image, "image/png")),
        (file("sticker", "image/webp"), media(.sticker, "image/webp")),
        (
            [
                "type": "location", "latitude": .decimal("51.4779"), "longitude": -1, "name": "Gate",
                "address": "Hill 1",
            ],
            MessageContent(
                form: .location,
                location: MessageContent.Location(
                    latitude: "51.4779", longitude: "-1", label: "Gate", address: "Hill 1"))
        ),
        (
            ["type": "location", "location": ["latitude": "51.5", "longitude": "0"]],
            MessageContent(form: .location, location: MessageContent.Location(latitude: "51.5", longitude: "0"))
        ), (["type": "story_reply", "text": "Lovely"], MessageContent(form: .storyReply, text: "Lovely")),
        (
            [
                "type": "email", "subject": "Offer", "text": "Dear all",
                "attachments": [["url": "https://cdn.example.com/f", "fileName": "f.bin"], 7],
            ],
            MessageContent(
                form: .email, text: "Dear all",
                media: [MessageContent.Media(url: "https://cdn.example.com/f", fileName: "f.bin")],
                subjectLine: "Offer")
        ),
        (
            [
                "type": "whatsapp_interactive",
                "interactive": ["type": "button_reply", "button_reply": ["id": "yes", "title": "Yes"]],
            ],
            MessageContent(form: .interactive, text: "Yes", payload: "yes")
        ),
        (
            ["type": "whatsapp_interactive", "interactive": ["list_reply": ["id": "2", "title": "Two"]]],
            MessageContent(form: .interactive, text: "Two", payload: "2")
        ), (["type": "quick_reply", "title": "Pick one"], MessageContent(form: .interactive, text: "Pick one")),
        (["type": "post", "text": "New!"], MessageContent(form: .post, text: "New!")),
        (["type": "whatsapp_order", "text": "2 cakes"], MessageContent(form: .order, text: "2 cakes")),
        (["type": "whatsapp_template"], MessageContent(form: .template)),
        (["type": "reaction", "text": "👍"], MessageContent(form: .reaction, text: "👍")),
        (["type": "unsupported"], MessageContent(form: .unsupported)),
        (["type": "hologram", "text": "x"], MessageContent(form: .unsupported, text: "x")),
        ([:], MessageContent(form: .text)),
    ]

    @Test("a message is read by its type", arguments: contents)
    func content(_ content: JSON, _ expected: MessageContent) throws {
        guard case .messageReceived(let message) = try readRespondIO(RespondIOPayloads.received(content)).fact else {
            Issue.record("not a message.received")
            return
        }
        #expect(message.content == expected)
    }

    @Test(
        "a channel's medium is told by its source",
        arguments: [
            ("whatsapp", .whatsApp), ("whatsapp_cloud", .whatsApp), ("360dialog_whatsapp", .whatsApp),
            ("twilio_whatsapp", .whatsApp),
            ("facebook", .messenger), ("instagram", .instagram), ("telegram", .telegram), ("line", .line),
            ("viber", .viber), ("wechat", .weChat),
            ("gmail", .email), ("other_email", .email), ("email", .email), ("twilio", .sms), ("message_bird", .sms),
            ("nexmo", .sms), ("sms", .sms),
            ("website_chat", .webChat), ("Twitter", .other("twitter")), ("custom_channel", .other("custom_channel")),
        ] as [(String, Channel.Medium)])
    func channels(_ source: String, _ medium: Channel.Medium) throws {
        var payload = RespondIOPayloads.received()
        payload["channel"] = ["id": "c1", "source": .string(source)]
        guard case .messageReceived(let message) = try readRespondIO(payload).fact else {
            Issue.record("not a message.received")
            return
        }
        #expect(message.channel == Channel(medium: medium, id: "c1"))
    }

    @Test func `a message without a channel has its id at least`() throws {
        var payload = RespondIOPayloads.received()
        payload["channel"] = nil
        guard case .messageReceived(let message) = try readRespondIO(payload).fact else {
            Issue.record("not a message.received")
            return
        }
        #expect(message.channel == Channel(medium: .other("unknown"), id: "5208"))
    }
}
