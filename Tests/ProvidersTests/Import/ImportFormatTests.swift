import Testing
import Vocabulary

@testable import Providers

/// Files of JSON that are taken apart while they are read.
struct ImportFormatTests {
    /// What is found however the file is cut into pieces.
    private static func items(_ text: String, _ format: some ImportFormat) -> [ImportedItem] {
        var whole = format
        let items = whole.feed(Array(text.utf8)) + whole.finish()
        for size in [1, 7] {
            var (cut, again) = (format, [ImportedItem]())
            for start in stride(from: 0, to: text.utf8.count, by: size) {
                again += cut.feed(text.utf8.dropFirst(start).prefix(size))
            }
            again += cut.finish()
            #expect(again.map(\.line) == items.map(\.line))
        }
        return items
    }

    private static func keys(_ items: [ImportedItem]) -> [String] {
        items.map { item in
            switch item.content {
            case .success(let imported): imported.delivery.items.map(\.key).joined(separator: " ")
            case .failure(let problem): "line \(item.line): \(problem.reason)"
            }
        }
    }

    private static func entry(_ id: Int, _ more: String = "") -> String {
        #"{"messageId":\#(id),"contactId":9,"channelId":5,"traffic":"incoming","message":{"type":"text","text":"a\"]}{["}\#(more)}"#
    }

    @Test func `pages of a list, one behind the other`() {
        let ids = [1_750_000_000_000_001, 1_750_000_000_000_002, 1_750_000_000_000_003]
        let pages = """
            {"pagination":{"items":[{"no":1}],"next":"items"},
             "items":[\(Self.entry(ids[0])),
              \(Self.entry(ids[1]))]}
            {"items":[]}
            [\(Self.entry(ids[2]))]
            """
        let items = Self.items(pages, JSONListImport.respondIO)
        #expect(Self.keys(items) == ids.map { "message.received/id/\($0)" })
        #expect(items.map(\.line) == [2, 3, 5])
    }

    @Test(arguments: [
        (#"{"items":[1]}"#, ["line 1: the list holds what is no object"]),
        (#"{"items":[{"messageId":1"#, ["line 1: the file ends in the middle of its JSON"]),
        ("{}", ["line 1: the file has no list, and no member \"items\" that is one"]),
        (#"{"items":[{}]}"#, ["line 1: the message is neither incoming nor outgoing"]),
        (#"{"items":[{"messageId":1,"traffic":"incoming"}]}"#, ["line 1: the message names no contact"]),
        ("{\n\"items\":[\n{\"a\":nul}]}", ["line 3: the body is not JSON"]),
    ])
    func `what can't be read is told with its line`(text: String, found: [String]) {
        let keys = Self.keys(Self.items(text, JSONListImport.respondIO))
        #expect(keys.count == found.count && zip(keys, found).allSatisfy { $0.hasPrefix($1) }, "\(keys)")
    }

    @Test func `a listed message of Respond_io has the key, conversation and fact of its webhook`() throws {
        let id = 1_750_000_000_000_001
        let webhook = try WebhookReaders.respondIO.read(
            WebhookRequest(
                url: "", headers: [:],
                body: Array(
                    #"{"event_type":"message.received","contact":{"id":9,"phone":"+15550100"},"message":\#(Self.entry(id))}"#
                        .utf8)))
        let item = try #require(Self.items("[\(Self.entry(id))]", JSONListImport.respondIO).first)
        let imported = try item.content.get()
        #expect(imported.delivery.items[0].key == webhook.items[0].key)
        #expect(imported.delivery.items[0].conversation == webhook.items[0].conversation)
        #expect(imported.delivery.items[0].identifiers.first == webhook.items[0].identifiers.first)
        #expect(imported.delivery.items[0].occurredAt == Timestamp(microseconds: Int64(id)))
        guard case .verbatim(let headers, let bytes) = imported.delivery.body,
            case .messageReceived(let message) = try WebhookReaders.respondIO.fact(
                kind: .messageReceived, headers: headers, bytes: bytes)
        else {
            Issue.record("another fact")
            return
        }
        #expect(message.messageID == "\(id)" && message.content.text == #"a"]}{["#)
        #expect(message.channel.id == "5" && message.contact.providerID == "9")
        #expect(bytes == Array(Self.entry(id).utf8))
    }

    private static func twilio(_ direction: String, status: String, _ more: String = "") -> String {
        let (from, to) =
            direction == "inbound"
            ? ("whatsapp:+15550100", "whatsapp:+15550199") : ("whatsapp:+15550199", "whatsapp:+15550100")
        return
            #"{"sid":"SM1","from":"\#(from)","to":"\#(to)","body":"hi","status":"\#(status)","direction":"\#(direction)","#
            + #""num_media":"0","date_sent":"Fri, 24 May 2019 17:18:28 +0000","date_updated":"Fri, 24 May 2019 17:18:30 +0000"\#(more)}"#
    }

    @Test(arguments: [
        ("inbound", "received", "", ["SM1"]), ("outbound-api", "delivered", "", ["SM1", "SM1:delivered"]),
        ("outbound-reply", "failed", #","error_code":63016"#, ["SM1", "SM1:failed:63016"]),
        ("outbound-api", "novel", "", ["SM1"]),
    ])
    func `listed messages of Twilio have the keys of its webhooks`(
        direction: String, status: String, more: String, keys: [String]
    ) throws {
        let text = #"{"messages":[\#(Self.twilio(direction, status: status, more))],"page":0}"#
        let imported = try #require(Self.items(text, JSONListImport.twilio).first).content.get()
        #expect(imported.delivery.items.map(\.key) == keys)
        #expect(!imported.keepsDelivery)
        #expect(imported.delivery.items.map(\.occurredAt?.description).first == "2019-05-24T17:18:28Z")
        let webhook = try WebhookReaders.twilio.read(
            WebhookRequest(
                url: "", headers: [:],
                body: Array(
                    "MessageSid=SM1&From=whatsapp%3A%2B15550100&To=whatsapp%3A%2B15550199&Body=hi&NumMedia=0".utf8)))
        for item in imported.delivery.items {
            #expect(item.conversation == webhook.items[0].conversation)
            #expect(item.identifiers.first == webhook.items[0].identifiers.first)
            guard case .verbatim(let headers, let bytes) = imported.delivery.body else { continue }
            let fact = try WebhookReaders.twilio.fact(kind: item.kind, headers: headers, bytes: bytes)
            switch fact {
            case .messageReceived(let message): #expect(message.content.text == "hi")
            case .messageSent(let message): #expect(message.sender.source == direction)
            case .messageStatus(let change): #expect(change.status.rawValue == status)
            default: Issue.record("another fact: \(fact)")
            }
        }
    }

    @Test func `kept webhooks, a line each`() {
        let form = "MessageSid=SM1&From=%2B15550100&To=%2B15550199&Body=hi&NumMedia=0"
        let message =
            #"{"event_type":"message.received","contact":{"id":9},"message":\#(Self.entry(1_750_000_000_000_001, #","timestamp":1750000000000"#))}"#
        let escaped = message.replacing(#"\"#, with: #"\\"#).replacing("\"", with: "\\\"")
        let lines = [
            #"{"source":"respond.io","body":\#(message)}"#, #"{"source":"respond.io","body":"\#(escaped)"}"#, "",
            #"{"source":"twilio","received_at":"2025-01-15T10:30:00Z","body":"\#(form)"}"#,
            #"{"source":"twilio","body":"\#(form)"}"#, #"{"source":"pigeon","body":{}}"#, #"{"source":"twilio"}"#, "[]",
            #"{"kind":"message.received","source":"twilio","occurred_at":"2025-01-15T10:30:00Z","body":{"headers":{},"text":"\#(form)"}}"#,
            #"{"kind":"note.added","source":"daybook","occurred_at":"2025-01-15T10:30:00Z","body":{"record":{}}}"#,
        ]
        #expect(
            Self.keys(Self.items(lines.joined(separator: "\n"), LineImport())) == [
                "message.received/id/1750000000000001", "message.received/id/1750000000000001", "SM1",
                "line 5: the line has no received_at, and the webhook tells no time",
                "line 6: the line names no source whose webhooks can be read", "line 7: the line has no body",
                "line 8: the body is not a JSON object", "SM1",
                "line 10: the line names no source whose webhooks can be read",
            ])
    }

    @Test func `a kept conversation of the conversation webhook, whose form isn't ElevenLabs'`() throws {
        let turns = (1...2).map { index in
            """
            {"timestamp":"2025-01-15T10:30:0\(index)Z","speaker":"\(index == 1 ? "user" : "agent")","content":"Hi","messageId":"m\(index)"}
            """
        }
        let line = """
            {"source":"elevenlabs","received_at":"2025-01-15T10:31:00Z","body":{"conversationId":"c1","emailId":"e1",\
            "accountId":"a1","metadata":{"agentId":"g1","duration":9,"messageCount":2,"platform":"web","userAgent":"x"},\
            "transcript":[\(turns.joined(separator: ","))]}}
            """
        let items = Self.items(line + "\n" + line.replacing("\"accountId\":\"a1\",", with: ""), LineImport())
        let request = WebhookRequest(
            url: "", headers: ["content-type": "application/json"],
            body: JSON.object(try #require(try JSONObject(storable: Array(line.utf8)).object("body"))).serialized())
        let direct = try ConversationWebhook.read(request).delivery
        #expect(direct.items.count == 3)
        #expect(try items[0].content.get().delivery.items == direct.items)
        #expect(Self.keys(items)[1] == "line 2: the field accountId is needed, as a text of 1 to 512 bytes")
    }

    @Test(arguments: [
        ("Fri, 24 May 2019 17:18:28 +0000", "2019-05-24T17:18:28Z" as String?),
        ("24 May 2019 17:18:28 -0230", "2019-05-24T19:48:28Z"),
        ("Mon, 1 Jan 2024 00:00:00 GMT", "2024-01-01T00:00:00Z"),
        ("Fri, 31 Feb 2019 17:18:28 +0000", nil), ("2019-05-24T17:18:28Z", nil), ("", nil), ("Fri, 24 May 2019", nil),
    ])
    func `dates of mail`(text: String, time: String?) {
        #expect(Timestamp(mail: text)?.description == time)
    }
}
