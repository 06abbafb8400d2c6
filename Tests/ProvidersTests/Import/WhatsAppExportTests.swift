import Testing
import Vocabulary

@testable import Providers

/// What becomes of an exported chat.
struct WhatsAppExportTests {
    private static func export(
        _ text: String, own: String = "Acme", order: WhatsAppExport.DateOrder? = nil
    ) throws -> WhatsAppExport {
        let phone = try #require(PhoneNumber("+4915112345678"))
        return try WhatsAppExport(
            Array(text.utf8), WhatsAppExport.Context(phone: phone, ownName: own, numberID: "n1", order: order))
    }

    private static func facts(_ export: WhatsAppExport) throws -> [Fact] {
        let times = export.messages.indices.map { Timestamp(microseconds: Int64($0) * 60_000_000) }
        return try export.items(at: times).map { item in
            let delivery = try item.content.get().delivery
            guard case .verbatim(let headers, let bytes) = delivery.body else { throw UnreadableDelivery("no bytes") }
            return try FactReader().fact(
                event: EventHeader(
                    position: .first, id: EventID(high: 0, low: 0), tenant: .default, kind: delivery.items[0].kind,
                    source: .whatsApp, subject: SubjectID(high: 0, low: 0), conversation: nil, actor: .system,
                    cause: nil, occurredAt: .init(microseconds: 0), recordedAt: .init(microseconds: 0)),
                body: .verbatim(headers: headers, bytes: bytes))
        }
    }

    private static let chat = """
        13/01/2024, 09:00 - Messages and calls are end-to-end encrypted. Tap to learn more.
        15/01/2024, 10:30 - Anna: Good morning
        I have a question: is it open?

        Yours, Anna
        15/01/2024, 10:31 - Acme: Yes
        15/01/2024, 10:31 - Acme: Yes
        15/01/2024, 10:32 - Anna: <Media omitted>
        15/01/2024, 10:33 - Anna: \u{200E}IMG-20240115-WA0001.jpg (file attached)
        Here it is
        """

    @Test func `messages, over several lines too, are read as facts from their own lines`() throws {
        let export = try Self.export(Self.chat)
        #expect(export.notices == 1)
        #expect(export.unreadable.isEmpty)
        #expect(export.messages.map(\.line) == [2, 6, 7, 8, 9])
        #expect(export.messages.map(\.isInbound) == [true, false, false, true, true])
        #expect(
            export.messages.map(\.words) == [
                "Good morning\nI have a question: is it open?\n\nYours, Anna", "Yes", "Yes", "", "Here it is",
            ])
        let facts = try Self.facts(export)
        guard case .messageReceived(let first) = facts[0], case .messageSent(let second) = facts[1],
            case .messageReceived(let omitted) = facts[3], case .messageReceived(let image) = facts[4]
        else {
            Issue.record("other facts: \(facts)")
            return
        }
        #expect(first.content.text == "Good morning\nI have a question: is it open?\n\nYours, Anna")
        #expect(first.contact.name == "Anna" && first.contact.phone == "+4915112345678")
        #expect(first.channel == Channel(medium: .whatsApp, id: "n1"))
        #expect(second.content.text == "Yes" && second.sender.nature == .human)
        #expect(omitted.content == MessageContent(form: .document))
        #expect(image.content == MessageContent(form: .image, text: "Here it is"))
    }

    @Test func `equal messages of one minute have keys of their own, the same in every export of the chat`() throws {
        func keys(_ export: WhatsAppExport) throws -> [String] {
            let times = export.messages.map { Timestamp("\($0.localTime)Z")! }
            return try export.items(at: times).map { try $0.content.get().delivery.items[0].key }
        }
        let whole = try keys(try Self.export(Self.chat))
        #expect(Set(whole).count == 5)
        let later = Self.chat.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(5)
        #expect(try keys(try Self.export(later.joined(separator: "\r\n"), order: .dmy)) == Array(whole.dropFirst()))
    }

    @Test(arguments: [
        ("[15.01.24, 10:30:00] Anna: \u{200E}Bild weggelassen", MessageContent.Form.image, nil as String?),
        ("[15.01.24, 10:30:00] Anna: \u{200E}audio omitted", .audio, nil),
        ("[15.01.24, 10:30:00] Anna: \u{200E}<attached: 00000012-PHOTO-2024-01-15.jpg>", .image, nil),
        ("[15.01.24, 10:30:00] Anna: <Medien ausgeschlossen>", .document, nil),
        ("[15.01.24, 10:30:00] Anna: <3", .text, "<3"),
        ("[15.01.24, 10:30:00] Anna: image omitted", .text, "image omitted"),
        ("[15.01.24, 10:30:00] Anna: see a.pdf (page 3)", .text, "see a.pdf (page 3)"),
        ("[15.01.24, 10:30:00] Anna: PTT-1.opus (Datei angehängt)", .audio, nil),
        ("[15.01.24, 10:30:00] Anna:", .text, ""),
    ])
    func `what stands for a file`(line: String, form: MessageContent.Form, text: String?) throws {
        let facts = try Self.facts(try Self.export(line))
        guard case .messageReceived(let message) = facts.first else {
            Issue.record("no message")
            return
        }
        #expect(message.content == MessageContent(form: form, text: text))
    }

    @Test func `what the app says in somebody's name is passed over`() throws {
        let export = try Self.export(
            "[15.01.24, 10:30:00] Anna: \u{200E}Messages and calls are end-to-end encrypted.\n"
                + "[15.01.24, 10:30:01] Anna: Hi")
        #expect(export.notices == 1)
        #expect(export.messages.map(\.words) == ["Hi"])
    }

    @Test func `the order of dates is found by what days there are, and by what comes after what`() throws {
        func times(_ lines: String...) throws -> [String] {
            try Self.export(lines.map { "\($0), 10:30 - Anna: Hi" }.joined(separator: "\n")).messages.map(\.localTime)
        }
        #expect(try times("05/06/24", "13/06/24") == ["2024-06-05T10:30:00", "2024-06-13T10:30:00"])
        #expect(try times("5/6/24", "5/13/24") == ["2024-05-06T10:30:00", "2024-05-13T10:30:00"])
        #expect(try times("2024-06-05") == ["2024-06-05T10:30:00"])
        #expect(try times("5/5/24") == ["2024-05-05T10:30:00"])
        // Days first the second would be older than the first.
        #expect(try times("1/31/24", "2/1/24") == ["2024-01-31T10:30:00", "2024-02-01T10:30:00"])
        #expect(try times("2/1/24", "1/2/24") == ["2024-01-02T10:30:00", "2024-02-01T10:30:00"])
        #expect(throws: UnreadableDelivery.self) { try times("05/06/24", "06/07/24") }
        #expect(
            try Self.export("05/06/24, 10:30 - Anna: Hi", order: .mdy).messages[0].localTime == "2024-05-06T10:30:00")
    }

    @Test func `a third person's messages, stray lines and a misspelled own name aren't taken for somebody's`() throws {
        let export = try Self.export(
            "rubbish\n15/01/2024, 10:30 - Anna: Hi\n15/01/2024, 10:31 - Acme: Hi\n15/01/2024, 10:32 - Ben: Hi")
        #expect(export.messages.map(\.line) == [2, 3])
        #expect(export.unreadable.map(\.line) == [1, 4])
        #expect(throws: UnreadableDelivery.self) { try Self.export(Self.chat, own: "Acne") }
        #expect(throws: UnreadableDelivery.self) { try Self.export("") }
        #expect(throws: UnreadableDelivery.self) { try Self.export("Dear diary,\ntoday I") }
    }
}
