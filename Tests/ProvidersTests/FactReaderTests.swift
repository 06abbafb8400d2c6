import Providers
import Testing
import Vocabulary

struct FactReaderTests {
    private static func event(_ kind: EventKind, _ source: Source) -> EventHeader {
        EventHeader(
            position: .first, id: EventID(high: 1, low: 2), tenant: .default, kind: kind, source: source,
            subject: SubjectID(high: 3, low: 4), conversation: nil, actor: .provider(source), cause: nil,
            occurredAt: Timestamp(microseconds: 0), recordedAt: Timestamp(microseconds: 0))
    }

    private static let reader = FactReader()

    @Test func `an event is read by the reader of its source`() throws {
        let payload = EventBody.verbatim(headers: [:], bytes: JSON.object(RespondIOPayloads.received()).serialized())
        guard
            case .messageReceived = try Self.reader.fact(event: Self.event(.messageReceived, .respondIO), body: payload)
        else {
            Issue.record("not a message.received")
            return
        }
        let form = EventBody.verbatim(
            headers: [:], bytes: [UInt8]("MessageSid=SM1&MessageStatus=read&From=%2B1&To=%2B2".utf8))
        guard case .messageStatus = try Self.reader.fact(event: Self.event(.messageStatus, .twilio), body: form) else {
            Issue.record("not a message.status")
            return
        }
    }

    @Test(
        "an event without a fact is other, whatever its body",
        arguments: [
            (.deliveryReceived, .respondIO), (.deliveryQuarantined, .twilio), (.deliveryConflicted, .respondIO),
            (.messageReceived, .sheets),
            (.subjectErased, .daybook),
        ] as [(EventKind, Source)])
    func otherEvents(_ kind: EventKind, _ source: Source) throws {
        let body = EventBody.verbatim(headers: [:], bytes: [0xFF])
        #expect(try Self.reader.fact(event: Self.event(kind, source), body: body) == .other)
    }

    @Test func `a body that doesn't fit its kind is an error`() {
        let body = EventBody.verbatim(headers: [:], bytes: [0xFF])
        for source in [Source.respondIO, .twilio, .whatsApp, .elevenLabs] {
            #expect(throws: UnreadableDelivery.self) {
                try Self.reader.fact(event: Self.event(.messageReceived, source), body: body)
            }
        }
    }

    @Test func `Daybook's own records are read as they are written`() throws {
        let read = MessagesRead(upTo: Position(42))
        #expect(DaybookRecord.body(of: read) == .record([UInt8](#"{"schema":"messages.read/1","up_to":42}"#.utf8)))
        let readEvent = Self.event(.messagesRead, .daybook)
        #expect(try Self.reader.fact(event: readEvent, body: DaybookRecord.body(of: read)) == .messagesRead(read))
        let authors = [nil, Assignee(id: "u1"), Assignee(id: "u1", name: "Grace", email: "grace@example.net")]
        for author in authors {
            let note = NoteAdded(author: author, text: "Ring \"back\"\n", contact: ContactProfile())
            let event = Self.event(.noteAdded, .agent)
            #expect(try Self.reader.fact(event: event, body: DaybookRecord.body(of: note)) == .noteAdded(note))
        }
    }

    @Test(
        "a record of an unknown schema is other",
        arguments: [
            "{}", #"{"schema":"messages.read/2","up_to":"x"}"#, #"{"schema":"delivery.quarantined/1"}"#,
            #"{"schema":7}"#, #"{"schema":"note.added/1","text":"of another kind"}"#, #"{"schema":"messages.read/0"}"#,
        ])
    func unknownRecords(_ json: String) throws {
        let body = EventBody.record([UInt8](json.utf8))
        #expect(try Self.reader.fact(event: Self.event(.messagesRead, .daybook), body: body) == .other)
    }

    @Test(
        "a record that breaks its schema is an error",
        arguments: [
            (.noteAdded, ""), (.noteAdded, "[]"), (.messagesRead, #"{"schema":"messages.read/1"}"#),
            (.messagesRead, #"{"schema":"messages.read/1","up_to":-1}"#),
            (.messagesRead, #"{"schema":"messages.read/1","up_to":"1"}"#), (.noteAdded, #"{"schema":"note.added/1"}"#),
        ] as [(EventKind, String)])
    func brokenRecords(_ kind: EventKind, _ json: String) {
        #expect(throws: UnreadableDelivery.self) {
            try Self.reader.fact(event: Self.event(kind, .daybook), body: .record([UInt8](json.utf8)))
        }
    }
}
