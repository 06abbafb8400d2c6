import Cryptography
import Providers
import Testing
import Vocabulary

struct TwilioReadingTests {
    private static func read(
        _ body: String, contentType: String = "application/x-www-form-urlencoded"
    ) throws -> (delivery: Delivery, item: DeliveryItem?, fact: Fact?) {
        let headers: HeaderFields = [
            "Content-Type": contentType, "X-Twilio-Signature": "c2VjcmV0", "I-Twilio-Idempotency-Token": "token-1",
        ]
        let request = WebhookRequest(url: "https://example.com/", headers: headers, body: [UInt8](body.utf8))
        let delivery = try WebhookReaders.twilio.read(request)
        guard let item = delivery.items.first, case .verbatim(let headers, let bytes) = delivery.body else {
            return (delivery, nil, nil)
        }
        return (delivery, item, try WebhookReaders.twilio.fact(kind: item.kind, headers: headers, bytes: bytes))
    }

    private static func content(_ fields: String) throws -> MessageContent? {
        let base = "MessageSid=SM1&From=whatsapp%3A%2B15551234567&To=whatsapp%3A%2B14155238886&"
        guard case .messageReceived(let message) = try read(base + fields).fact else { return nil }
        return message.content
    }

    private static let inbound =
        "MessageSid=SM1&SmsSid=SM1&SmsMessageSid=SM1&AccountSid=AC1&From=whatsapp%3A%2B447700900118&To=whatsapp%3A%2B14155238886"
        + "&Body=Caf%C3%A9+at+10%3F&NumMedia=0&NumSegments=1&SmsStatus=received&ApiVersion=2010-04-01&ProfileName=Ada+Byron"
        + "&WaId=447700900118&MessageType=text&OriginalRepliedMessageSid=SM0"

    @Test func `an incoming WhatsApp message is read`() throws {
        let (delivery, item, fact) = try Self.read(Self.inbound)
        #expect(
            item
                == DeliveryItem(
                    kind: .messageReceived, key: "SM1",
                    identifiers: [
                        ContactIdentifier(.phone, "+447700900118"), ContactIdentifier(.whatsApp, "447700900118"),
                    ],
                    conversation: "whatsapp:+14155238886:+447700900118", occurredAt: nil))
        #expect(delivery.key == "SM1")
        #expect(
            delivery.body
                == .verbatim(
                    headers: [
                        "content-type": "application/x-www-form-urlencoded", "i-twilio-idempotency-token": "token-1",
                    ],
                    bytes: [UInt8](Self.inbound.utf8)))
        var contact = ContactProfile()
        contact.name = "Ada Byron"
        contact.phone = "+447700900118"
        contact.whatsAppID = "447700900118"
        #expect(
            fact
                == .messageReceived(
                    MessageReceived(
                        messageID: "SM1", contact: contact,
                        channel: Channel(medium: .whatsApp, address: "+14155238886"),
                        content: MessageContent(form: .text, text: "Café at 10?", replyTo: "SM0"))))
    }

    @Test func `the fields of the integration guide are enough`() throws {
        let body = "MessageSid=SM2&From=whatsapp:%2B1234567890&To=whatsapp:%2B14155238886&Body=Hi&NumMedia=0"
        #expect(try Self.read(body).item?.identifiers == [ContactIdentifier(.phone, "+1234567890")])
    }

    @Test func `an SMS has its own conversation, and no profile`() throws {
        let body = "SmsMessageSid=SM3&From=%2B12125550143&To=%2B14155238886&Body=Hi&SmsStatus=received&FromCountry=US"
        let (_, item, fact) = try Self.read(body)
        #expect(item?.conversation == "sms:+14155238886:+12125550143")
        #expect(item?.key == "SM3")
        guard case .messageReceived(let message) = fact else {
            Issue.record("not a message.received")
            return
        }
        #expect(message.channel.medium == .sms)
        #expect(message.contact.country == "US")
    }

    @Test(
        "a WhatsApp user without a number is known by a business-scoped id",
        arguments: [
            "From=whatsapp%3AUS.13491208655302741918",
            "From=whatsapp%3AUS.13491208655302741918&ExternalUserIdentifier=US.13491208655302741918",
        ])
    func businessScopedIDs(_ from: String) throws {
        let (_, item, fact) = try Self.read("MessageSid=SM4&To=whatsapp%3A%2B14155238886&Body=Hi&" + from)
        #expect(item?.identifiers == [ContactIdentifier(.provider(.twilio), "US.13491208655302741918")])
        #expect(item?.conversation == "whatsapp:+14155238886:US.13491208655302741918")
        guard case .messageReceived(let message) = fact else {
            Issue.record("not a message.received")
            return
        }
        #expect(message.contact.phone == nil)
        #expect(message.contact.providerID == "US.13491208655302741918")
    }

    @Test func `a business-scoped id is stronger than a number`() throws {
        let item = try Self.read(Self.inbound + "&ExternalUserIdentifier=GB.991").item
        #expect(item?.identifiers.map(\.kind) == [.provider(.twilio), .phone, .whatsApp])
        #expect(item?.conversation == "whatsapp:+14155238886:+447700900118")
    }

    @Test(
        "an address that is no number identifies within Twilio",
        arguments: [
            ("55155", "55155"), ("messenger%3A1002", "messenger:1002"), ("MyBrand", "MyBrand"),
        ])
    func otherAddresses(_ from: String, _ value: String) throws {
        let item = try Self.read("MessageSid=SM5&From=\(from)&To=%2B14155238886&Body=Hi").item
        #expect(item?.identifiers == [ContactIdentifier(.provider(.twilio), value)])
    }

    @Test("a status callback is about what we sent", arguments: MessageStatusChanged.Status.allCases)
    func statuses(_ status: MessageStatusChanged.Status) throws {
        let body =
            "MessageSid=SM6&SmsSid=SM6&SmsStatus=\(status.rawValue)&MessageStatus=\(status.rawValue)"
            + "&From=whatsapp%3A%2B14155238886&To=whatsapp%3A%2B447700900118&AccountSid=AC1"
        let (delivery, item, fact) = try Self.read(body)
        #expect(item?.kind == .messageStatus)
        #expect(item?.key == "SM6:\(status.rawValue)")
        #expect(item?.conversation == "whatsapp:+14155238886:+447700900118")
        #expect(delivery.eventName == status.rawValue)
        var contact = ContactProfile()
        contact.phone = "+447700900118"
        #expect(
            fact
                == .messageStatus(
                    MessageStatusChanged(
                        messageID: "SM6", status: status, contact: contact,
                        channel: Channel(medium: .whatsApp, address: "+14155238886"))))
    }

    @Test func `a failure has its error, also in the key`() throws {
        let body =
            "SmsSid=SM7&SmsStatus=undelivered&From=%2B14155238886&To=%2B12125550143&ErrorCode=63016&ErrorMessage=Outside+window"
        let (_, item, fact) = try Self.read(body)
        #expect(item?.key == "SM7:undelivered:63016")
        guard case .messageStatus(let change) = fact else {
            Issue.record("not a message.status")
            return
        }
        #expect(change.errorCode == "63016")
        #expect(change.errorMessage == "Outside window")
    }

    @Test func `a messaging service stands in for a number that isn't chosen yet`() throws {
        let (_, item, fact) = try Self.read(
            "MessageSid=SM8&MessageStatus=accepted&MessagingServiceSid=MG1&To=%2B12125550143")
        #expect(item?.conversation == "sms:MG1:+12125550143")
        guard case .messageStatus(let change) = fact else {
            Issue.record("not a message.status")
            return
        }
        #expect(change.channel == Channel(medium: .sms, id: "MG1"))
    }

    @Test(
        "a file says what a message is",
        arguments: [
            ("MediaContentType0=image/jpeg", "image/jpeg", .image),
            ("MediaContentType0=audio/ogg&MessageType=audio", "audio/ogg", .audio),
            ("MediaContentType0=video/mp4&MessageType=video", "video/mp4", .video),
            ("MediaContentType0=application/pdf&MessageType=document", "application/pdf", .document),
            ("MediaContentType0=text/vcard", "text/vcard", .contacts),
            ("MediaContentType0=image/webp&MessageType=sticker", "image/webp", .sticker),
            ("NumMedia=0", nil, .document),
        ] as [(String, String?, MessageContent.Form)])
    func files(_ fields: String, _ type: String?, _ form: MessageContent.Form) throws {
        let expected = MessageContent(
            form: form, text: "Look", media: [MessageContent.Media(url: "https://e.example/0", contentType: type)])
        #expect(try Self.content("Body=Look&MediaUrl0=https://e.example/0&" + fields) == expected)
    }

    @Test(
        "so does what else it brings",
        arguments: [
            ("Body=", MessageContent(form: .text)), ("NumMedia=0", MessageContent(form: .text)),
            (
                "Body=Yes&ButtonText=Yes&ButtonPayload=y&MessageType=button",
                MessageContent(form: .interactive, text: "Yes", payload: "y")
            ),
            ("Body=&ButtonText=Yes&ButtonPayload=y", MessageContent(form: .interactive, text: "Yes", payload: "y")),
            (
                "Body=&MessageType=interactive&ListId=2&ListTitle=Two",
                MessageContent(form: .interactive, text: "Two", payload: "2")
            ),
            ("Body=x&MessageType=order", MessageContent(form: .order, text: "x")),
            ("Body=x&MessageType=hologram", MessageContent(form: .text, text: "x")),
            ("Body=&MessageType=unsupported", MessageContent(form: .unsupported)),
            (
                "Body=&Latitude=51.4779&Longitude=-0.0015&Label=Gate&Address=Hill+1&MessageType=location",
                MessageContent(
                    form: .location,
                    location: MessageContent.Location(
                        latitude: "51.4779", longitude: "-0.0015", label: "Gate", address: "Hill 1"))
            ),
        ] as [(String, MessageContent)])
    func contents(_ fields: String, _ expected: MessageContent) throws {
        #expect(try Self.content(fields) == expected)
    }

    @Test func `several files are one message`() throws {
        let fields = (0..<10).map { "MediaUrl\($0)=u\($0)&MediaContentType\($0)=image/png" }.joined(separator: "&")
        #expect(try Self.content("Body=&NumMedia=10&" + fields)?.media.map(\.url) == (0..<10).map { "u\($0)" })
    }

    @Test("a ping is a delivery without items", arguments: ["", "AccountSid=AC1", "foo=bar", "&&"])
    func pings(_ body: String) throws {
        let delivery = try Self.read(body).delivery
        #expect(delivery.items.isEmpty)
        #expect(delivery.key == "token-1")
        #expect(delivery.body.content == [UInt8](body.utf8))
        let bare = WebhookRequest(url: "https://example.com/", headers: [:], body: [UInt8](body.utf8))
        #expect(try WebhookReaders.twilio.read(bare).key == "sha256/\(SHA256.hash(bare.body).hex)")
    }

    @Test(
        "what can't be read says why, and quotes nothing",
        arguments: [
            ("MessageSid=SM1&Body=Hi&To=%2B1", "the message names no contact"),
            ("MessageSid=SM1&Body=Hi&From=%2B1", "the message names no address of ours"),
            ("MessageSid=SM1&MessageStatus=sent&From=%2B1", "the message names no contact"),
            ("MessageSid=SM1&MessageStatus=vaporised&From=%2B1&To=%2B2", "unknown message status"),
            ("MessageSid=SM1&From=%2B1&To=%2B2", "neither a message nor a status"),
            ("EventType=onMessageAdded&ConversationSid=CH1", "unknown event type"),
            ("MessageStatus=sent&From=%2B1&To=%2B2", "unknown event type"), ("MessageSid=%zz", "the form is malformed"),
            ("MessageSid=%4", "the form is malformed"), ("%=x", "the form is malformed"),
        ])
    func unreadable(_ body: String, _ reason: String) {
        #expect(throws: UnreadableDelivery(reason)) { try Self.read(body) }
    }

    @Test func `a JSON body has the same fields`() throws {
        let body =
            #"{"MessageSid":"SM9","From":"whatsapp:+447700900118","To":"whatsapp:+14155238886","Body":"Hi","NumMedia":0,"More":[1]}"#
        let (_, item, fact) = try Self.read(body, contentType: "application/json; charset=utf-8")
        #expect(item?.key == "SM9")
        guard case .messageReceived(let message) = fact else {
            Issue.record("not a message.received")
            return
        }
        #expect(message.content.text == "Hi")
        #expect(throws: UnreadableDelivery.self) { try Self.read("{", contentType: "application/json") }
        #expect(throws: UnreadableDelivery.self) { try Self.read("[]", contentType: "application/json") }
    }

    @Test func `text that isn't UTF-8 or that PostgreSQL can't store is mended in the fact`() throws {
        #expect(try Self.content("Body=a%FFb%00c")?.text == "a\u{FFFD}b\u{FFFD}c")
    }

    @Test func `a stored event of another kind can't be read`() {
        #expect(throws: UnreadableDelivery.self) {
            try WebhookReaders.twilio.fact(kind: .messageStatus, headers: [:], bytes: [UInt8](Self.inbound.utf8))
        }
    }
}
