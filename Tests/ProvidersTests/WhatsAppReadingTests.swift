import Providers
import Testing
import Vocabulary

struct WhatsAppReadingTests {
    private static func read(_ body: [UInt8]) throws -> Delivery {
        try WebhookReaders.whatsApp.read(WhatsAppPayloads.request(body))
    }

    /// What the only event of a delivery says, read from what is stored of it.
    private static func fact(_ body: [UInt8]) throws -> Fact {
        try facts(body)[0]
    }

    private static func facts(_ body: [UInt8]) throws -> [Fact] {
        let delivery = try read(body)
        return try delivery.items.map { item in
            guard case .verbatim(let headers, let bytes) = item.body ?? delivery.body else { return .other }
            return try WebhookReaders.whatsApp.fact(kind: item.kind, headers: headers, bytes: bytes)
        }
    }

    private static var sheena: ContactProfile {
        var contact = ContactProfile()
        contact.name = "Sheena Nelson"
        contact.phone = "+16505551234"
        contact.whatsAppID = "16505551234"
        return contact
    }

    private static let channel = Channel(medium: .whatsApp, id: "106540352242922", address: "+15550783881")

    @Test func `a message is read as Meta's reference has it`() throws {
        let body = WhatsAppPayloads.message(#""type":"text","text":{"body":"Does it come in another colour?"}"#)
        let delivery = try Self.read(body)
        #expect(
            delivery.items == [
                DeliveryItem(
                    kind: .messageReceived, key: "wamid.HBgL1",
                    identifiers: [
                        ContactIdentifier(.phone, "+16505551234"), ContactIdentifier(.whatsApp, "16505551234"),
                    ],
                    conversation: "whatsapp:106540352242922:+16505551234",
                    occurredAt: Timestamp(seconds: 1_749_416_383))
            ])
        #expect(delivery.body == .verbatim(headers: ["content-type": "application/json"], bytes: body))
        #expect(
            try Self.fact(body)
                == .messageReceived(
                    MessageReceived(
                        messageID: "wamid.HBgL1", contact: Self.sheena, channel: Self.channel,
                        content: MessageContent(form: .text, text: "Does it come in another colour?"))))
    }

    @Test(
        "each type is read as what it is",
        arguments: [
            (
                #""type":"image","image":{"id":"123","mime_type":"image/jpeg","sha256":"x","caption":"Here"}"#,
                MessageContent(
                    form: .image, text: "Here",
                    media: [.init(url: "https://graph.facebook.com/123", contentType: "image/jpeg")])
            ),
            (
                #""type":"audio","audio":{"id":"4","mime_type":"audio/ogg; codecs=opus","voice":true}"#,
                MessageContent(
                    form: .audio,
                    media: [.init(url: "https://graph.facebook.com/4", contentType: "audio/ogg; codecs=opus")])
            ),
            (
                #""type":"video","video":{"id":"5","mime_type":"video/mp4","url":"https://lookaside.example/5"}"#,
                MessageContent(
                    form: .video, media: [.init(url: "https://lookaside.example/5", contentType: "video/mp4")])
            ),
            (
                #""type":"document","document":{"id":"6","mime_type":"application/pdf","filename":"a.pdf"}"#,
                MessageContent(
                    form: .document,
                    media: [
                        .init(
                            url: "https://graph.facebook.com/6", contentType: "application/pdf", fileName: "a.pdf")
                    ])
            ),
            (
                #""type":"sticker","sticker":{"id":"7","mime_type":"image/webp","animated":false}"#,
                MessageContent(
                    form: .sticker, media: [.init(url: "https://graph.facebook.com/7", contentType: "image/webp")])
            ),
            (
                #""type":"location","location":{"latitude":37.44,"longitude":-122.16,"name":"HQ","address":"1 Way"}"#,
                MessageContent(
                    form: .location,
                    location: .init(latitude: "37.44", longitude: "-122.16", label: "HQ", address: "1 Way"))
            ),
            (
                #""type":"contacts","contacts":[{"name":{"formatted_name":"Ada Byron","first_name":"Ada"}},{"name":{"first_name":"Bo"}}]"#,
                MessageContent(form: .contacts, text: "Ada Byron, Bo")
            ),
            (
                #""type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"yes","title":"Yes"}},"context":{"from":"1","id":"w0"}"#,
                MessageContent(form: .interactive, text: "Yes", replyTo: "w0", payload: "yes")
            ),
            (
                #""type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"r1","title":"Fast","description":"Day"}}"#,
                MessageContent(form: .interactive, text: "Fast", payload: "r1")
            ),
            (
                #""type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent","response_json":"{}"}}"#,
                MessageContent(form: .interactive, text: "Sent", payload: "{}")
            ),
            (
                #""type":"button","button":{"text":"Unsubscribe","payload":"stop"}"#,
                MessageContent(form: .interactive, text: "Unsubscribe", payload: "stop")
            ),
            (
                #""type":"reaction","reaction":{"message_id":"w9","emoji":"👍"}"#,
                MessageContent(form: .reaction, text: "👍", replyTo: "w9")
            ),
            (
                #""type":"order","order":{"catalog_id":"c","text":"Two please","product_items":[]}"#,
                MessageContent(form: .order, text: "Two please")
            ),
            (
                #""type":"system","system":{"body":"Sheena changed her number","type":"user_changed_number"}"#,
                MessageContent(form: .system, text: "Sheena changed her number")
            ),
            (
                #""type":"unsupported","errors":[{"code":131051,"title":"Message type unknown"}]"#,
                MessageContent(form: .unsupported, text: "Message type unknown")
            ),
            (#""type":"hologram","hologram":{"id":"h"}"#, MessageContent(form: .unsupported)),
            (#""type":"text""#, MessageContent(form: .text)),
        ] as [(String, MessageContent)])
    func contents(_ members: String, _ expected: MessageContent) throws {
        guard case .messageReceived(let message) = try Self.fact(WhatsAppPayloads.message(members)) else {
            Issue.record("not a message.received")
            return
        }
        #expect(message.content == expected)
    }

    @Test(
        "a user without a number is known by a business-scoped id",
        arguments: [
            (#""from_user_id":"US.1349","#, #"{"profile":{"username":"@sheena"},"user_id":"US.1349"}"#),
            ("", #"{"profile":{"username":"@sheena"},"user_id":"US.1349"}"#),
        ])
    func businessScopedIDs(_ member: String, _ contact: String) throws {
        let body = WhatsAppPayloads.value(
            #""contacts":[\#(contact)],"messages":[{\#(member)"id":"w1","timestamp":"1749416383","type":"text","text":{"body":"Hi"}}]"#
        )
        let item = try #require(try Self.read(body).items.first)
        #expect(item.identifiers == [ContactIdentifier(.provider(.whatsApp), "US.1349")])
        #expect(item.conversation == "whatsapp:106540352242922:US.1349")
        guard case .messageReceived(let message) = try Self.fact(body) else {
            Issue.record("not a message.received")
            return
        }
        #expect(message.contact.name == "@sheena")
        #expect(message.contact.providerID == "US.1349")
        #expect(message.contact.phone == nil)
    }

    @Test func `a business-scoped id is stronger than a number, which keeps the conversation`() throws {
        let contacts = #""contacts":[{"profile":{"name":"Sheena"},"wa_id":"16505551234","user_id":"US.1349"}]"#
        let item = try Self.read(WhatsAppPayloads.message(#""type":"text","text":{"body":"x"}"#, contacts: contacts))
            .items.first
        #expect(item?.identifiers.map(\.kind) == [.provider(.whatsApp), .phone, .whatsApp])
        #expect(item?.conversation == "whatsapp:106540352242922:+16505551234")
    }

    @Test func `a number that is written in two forms is one contact's`() throws {
        let contacts = #""contacts":[{"profile":{"name":"Sol"},"wa_id":"5491123456789"}]"#
        let body = WhatsAppPayloads.value(
            contacts
                + #","messages":[{"from":"541123456789","id":"w1","timestamp":"1","type":"text","text":{"body":"x"}}]"#
        )
        #expect(
            try Self.read(body).items.first?.identifiers == [
                ContactIdentifier(.phone, "+5491123456789"), ContactIdentifier(.whatsApp, "5491123456789"),
            ])
    }

    @Test func `who isn't told of isn't taken for who is`() throws {
        let value =
            WhatsAppPayloads.contacts
            + #","statuses":[{"id":"w1","status":"read","timestamp":"1","recipient_id":"16505559999"},"#
            + #"{"id":"w2","status":"read","timestamp":"1","recipient_user_id":"US.77"},"#
            + #"{"id":"w3","status":"read","timestamp":"1","recipient_id":"16505551234"}]"#
        let delivery = try Self.read(WhatsAppPayloads.value(value))
        #expect(
            delivery.items.map(\.identifiers.first) == [
                ContactIdentifier(.phone, "+16505559999"), ContactIdentifier(.provider(.whatsApp), "US.77"),
                ContactIdentifier(.phone, "+16505551234"),
            ])
    }

    @Test("a status is about what we sent", arguments: ["sent", "delivered", "read", "played"])
    func statuses(_ status: String) throws {
        let body = WhatsAppPayloads.value(
            #""statuses":[{"id":"w1","status":"\#(status)","timestamp":"1749416383","recipient_id":"16505551234"}]"#)
        let item = try #require(try Self.read(body).items.first)
        #expect(item.kind == .messageStatus)
        #expect(item.key == "w1:\(status)")
        #expect(item.conversation == "whatsapp:106540352242922:+16505551234")
        var contact = ContactProfile()
        contact.phone = "+16505551234"
        contact.whatsAppID = "16505551234"
        #expect(
            try Self.fact(body)
                == .messageStatus(
                    MessageStatusChanged(
                        messageID: "w1", status: try #require(.init(rawValue: status)), contact: contact,
                        channel: Self.channel)))
    }

    @Test func `a failure has its error, also in the key`() throws {
        let body = WhatsAppPayloads.value(
            #""statuses":[{"id":"w1","status":"failed","timestamp":"1749416383","recipient_id":"16505551234","errors":"#
                + #"[{"code":131047,"title":"Re-engagement message","error_data":{"details":"More than 24 hours"}}]}]"#)
        #expect(try Self.read(body).items.first?.key == "w1:failed:131047")
        guard case .messageStatus(let change) = try Self.fact(body) else {
            Issue.record("not a message.status")
            return
        }
        #expect(change.errorCode == "131047")
        #expect(change.errorMessage == "More than 24 hours")
    }

    @Test func `what a colleague writes in the app is sent by a person`() throws {
        let body = WhatsAppPayloads.value(
            #""message_echoes":[{"from":"15550783881","to":"16505551234","id":"w1","timestamp":"1749416383","type":"text","text":{"body":"On it"}}]"#,
            field: "smb_message_echoes")
        let item = try #require(try Self.read(body).items.first)
        #expect(item.kind == .messageSent)
        #expect(item.identifiers.first == ContactIdentifier(.phone, "+16505551234"))
        guard case .messageSent(let message) = try Self.fact(body) else {
            Issue.record("not a message.sent")
            return
        }
        #expect(message.sender.nature == .human)
        #expect(message.content.text == "On it")
    }

    @Test func `a group is a conversation of its own, of whoever writes in it`() throws {
        let item = try Self.read(
            WhatsAppPayloads.message(#""group_id":"Y2Fw","type":"text","text":{"body":"Hello all"}"#)
        ).items.first
        #expect(item?.conversation == "whatsapp:106540352242922:group:Y2Fw")
        #expect(item?.identifiers.first == ContactIdentifier(.phone, "+16505551234"))
        let status = try Self.read(
            WhatsAppPayloads.value(
                #""statuses":[{"id":"w1","status":"read","timestamp":"1","recipient_id":"Y2Fw","recipient_type":"group","recipient_participant_id":"16505551234"}]"#
            )
        ).items.first
        #expect(status?.conversation == "whatsapp:106540352242922:group:Y2Fw")
        #expect(status?.identifiers.first == ContactIdentifier(.phone, "+16505551234"))
    }

    @Test func `a batch is as many events, each with a body of its own that tells of nobody else`() throws {
        let value =
            #""contacts":[{"profile":{"name":"Sheena"},"wa_id":"16505551234"},{"profile":{"name":"Bo"},"wa_id":"16505559999"}],"#
            + #""messages":[{"from":"16505551234","id":"w1","timestamp":"1","type":"text","text":{"body":"one"}},"#
            + #"{"from":"16505559999","id":"w2","timestamp":"2","type":"text","text":{"body":"two"}}],"#
            + #""statuses":[{"id":"w0","status":"read","timestamp":"3","recipient_id":"16505551234"}]"#
        let delivery = try Self.read(WhatsAppPayloads.value(value))
        #expect(delivery.items.map(\.key) == ["w1", "w2", "w0:read"])
        #expect(delivery.unreadable.isEmpty)
        let bodies = delivery.items.map { String(decoding: $0.body?.content ?? [], as: UTF8.self) }
        #expect(bodies.map { $0.contains("Sheena") } == [true, false, true])
        #expect(bodies.map { $0.contains("Bo") } == [false, true, false])
        #expect(bodies.map { $0.contains("w1") } == [true, false, false])
        let texts = try Self.facts(WhatsAppPayloads.value(value)).map { fact -> String? in
            if case .messageReceived(let message) = fact { message.content.text } else { nil }
        }
        #expect(texts == ["one", "two", nil])
    }

    @Test func `one that can't be read holds no other up`() throws {
        let value =
            #""statuses":[{"id":"w1","status":"delivered","timestamp":"1","recipient_id":"16505551234"},"#
            + #"{"id":"w2","status":"teleported","timestamp":"2","recipient_id":"16505551234"}]"#
        let delivery = try Self.read(WhatsAppPayloads.value(value))
        #expect(delivery.items.map(\.key) == ["w1:delivered"])
        #expect(delivery.unreadable.map(\.reason) == [UnreadableDelivery("unknown message status")])
        // Once a later version knows it, what was kept of it can be read.
        let kept = try JSON(parsing: delivery.unreadable[0].body.content)
        let change = kept["entry"]?.array?.first?["changes"]?.array?.first
        #expect(change?["value"]?["statuses"]?.array?.map { $0["id"]?.string } == ["w2"])
        #expect(change?["value"]?["metadata"]?["phone_number_id"]?.string == "106540352242922")
    }

    @Test(
        "what tells of no message is kept as a delivery",
        arguments: [
            WhatsAppPayloads.value("", field: "account_update", metadata: #""event":"VERIFIED_ACCOUNT""#),
            WhatsAppPayloads.value(#""errors":[{"code":130429,"title":"Rate limit hit"}]"#),
            WhatsAppPayloads.delivery([]),
        ])
    func otherChanges(_ body: [UInt8]) throws {
        let delivery = try Self.read(body)
        #expect(delivery.items.isEmpty)
        #expect(delivery.unreadable.isEmpty)
        #expect(delivery.body.content == body)
    }

    @Test(
        "what isn't a webhook of WhatsApp's is refused",
        arguments: [
            "", "[]", "{}", #"{"object":"page","entry":[]}"#, #"{"object":"whatsapp_business_account"}"#,
            #"{"object":"whatsapp_business_account","entry":[1]}"#,
            #"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages"}]}]}"#,
        ])
    func refused(_ body: String) {
        #expect(throws: UnreadableDelivery.self) { try Self.read(Array(body.utf8)) }
    }

    @Test(
        "so is a message that names nobody, nothing or no number of ours",
        arguments: [
            WhatsAppPayloads.value(#""messages":[{"id":"w1","timestamp":"1","type":"text"}]"#),
            WhatsAppPayloads.value(#""messages":[{"from":"16505551234","timestamp":"1","type":"text"}]"#),
            WhatsAppPayloads.value(#""messages":[7]"#),
            WhatsAppPayloads.value(
                #""messages":[{"from":"16505551234","id":"w1","type":"text"}]"#, metadata: #""x":1"#),
        ])
    func nameless(_ body: [UInt8]) {
        #expect(throws: UnreadableDelivery.self) { try Self.read(body) }
    }

    @Test func `a delivery is cut by the numbers that it is of`() throws {
        func change(_ number: String, _ id: String) -> String {
            #"{"value":{"metadata":{"phone_number_id":"\#(number)"},"messages":[{"from":"16505551234","id":"\#(id)","type":"text"}]},"field":"messages"}"#
        }
        let reader = WebhookReaders.whatsApp
        let body = WhatsAppPayloads.delivery([change("1", "w1"), change("2", "w2"), change("1", "w3")])
        let parts = reader.parts(of: body) { $0 }
        #expect(parts.map(\.owner) == ["1", "2"])
        #expect(try parts.map { try Self.read($0.body).items.map(\.key) } == [["w1", "w3"], ["w2"]])
        let whole = reader.parts(of: body) { _ in true }
        #expect(whole.map(\.body) == [body])
        #expect(reader.parts(of: Array("rubbish".utf8)) { $0 }.isEmpty)
    }
}
