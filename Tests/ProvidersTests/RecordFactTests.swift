import Testing
import Vocabulary

@testable import Providers

/// Daybook's own records, as they are stored for ever.
struct RecordFactTests {
    private static let moment = Timestamp(microseconds: 1_736_942_400_000_000)
    private static let message = MessageReference(
        source: .twilio, messageID: "SM1", position: Position(7), occurredAt: moment)
    private static let messageJSON =
        #""message":{"source":"twilio","id":"SM1","position":7,"occurred_at":"2025-01-15T12:00:00Z"}"#

    /// A stored body of each version that was ever written, and the fact that it is read as.
    static let stored: [(kind: EventKind, body: String, fact: Fact)] = [
        (.messagesRead, #"{"schema":"messages.read/1","up_to":42}"#, .messagesRead(MessagesRead(upTo: Position(42)))),
        (
            .noteAdded, #"{"schema":"note.added/1","text":"Ring back","author":{"id":"u1","name":"Grace"}}"#,
            .noteAdded(
                NoteAdded(
                    author: Assignee(id: "u1", name: "Grace"), text: "Ring back", contact: ContactProfile()))
        ),
        (
            .voiceTranscribed,
            #"{"schema":"voice.transcribed/1",\#(messageJSON),"status":"completed","text":"Call me","language":"en"}"#,
            .voiceTranscribed(
                VoiceTranscribed(message: message, status: .completed, text: "Call me", language: "en"))
        ),
        (
            .messageAnalyzed,
            #"{"schema":"message.analyzed/1",\#(messageJSON),"summary":"Wants a call","sentiment":"urgent","urgency":9,"#
                + #""category":"sales","priority":"high","keywords":["call"],"entities":{"people":["Ada"]},"#
                + #""action_required":true,"recommended_response_time":"1hour"}"#,
            .messageAnalyzed(
                MessageAnalyzed(
                    message: message, summary: "Wants a call", sentiment: .urgent, urgency: 9, category: "sales",
                    priority: "high", keywords: ["call"], entities: ["people": ["Ada"]], isActionRequired: true,
                    responseTime: "1hour"))
        ),
        (
            .messageRouted,
            #"{"schema":"message.routed/1",\#(messageJSON),"agent":"business_workflow","reason":"vip"}"#,
            .messageRouted(MessageRouted(message: message, agent: "business_workflow", reason: "vip"))
        ),
        (
            .taskCreated,
            #"{"schema":"task.created/1","task":"t1","title":"Call","details":"today","type":"call","priority":1,"#
                + #""due":"2025-01-16","tags":["whatsapp"],\#(messageJSON)}"#,
            .taskCreated(
                TaskCreated(
                    taskID: "t1", title: "Call", details: "today", type: "call", priority: 1, due: "2025-01-16",
                    tags: ["whatsapp"], message: message))
        ),
        (
            .taskUpdated, #"{"schema":"task.updated/1","task":"t1","status":"done"}"#,
            .taskUpdated(TaskUpdated(taskID: "t1", status: .done))
        ),
        (
            .automationPaused,
            #"{"schema":"automation.paused/1","reason":"a person wrote","until":"2025-01-15T12:00:00Z"}"#,
            .automationPaused(AutomationPaused(reason: "a person wrote", until: moment))
        ),
        (.automationResumed, #"{"schema":"automation.resumed/1"}"#, .automationResumed(AutomationResumed())),
        (
            .escalationRaised, #"{"schema":"escalation.raised/1","reason":"angry"}"#,
            .escalationRaised(EscalationRaised(reason: "angry"))
        ),
        (
            .projectionSwapped,
            #"{"schema":"projection.swapped/1","projection":"inbox","version":2,"generation":3,"position":9,"tree_size":8,"#
                + #""root":"00ff","tables":[{"name":"inbox_notes","rows":1,"digest":"0a"}]}"#,
            .projectionSwapped(
                ProjectionSwapped(
                    projection: "inbox", version: 2, generation: 3, position: Position(9), treeSize: 8, root: "00ff",
                    tables: [.init(name: "inbox_notes", rows: 1, digest: "0a")]))
        ),
    ]

    /// Those about contacts.
    static let storedOfContacts: [(kind: EventKind, body: String, fact: Fact)] = [
        (
            .contactMerged, #"{"schema":"contact.merged/1","absorbed":"\#(other)"}"#,
            .contactMerged(ContactMerged(absorbed: other))
        ),
        (
            .contactUnmerged, #"{"schema":"contact.unmerged/1","absorbed":"\#(other)"}"#,
            .contactUnmerged(ContactUnmerged(absorbed: other))
        ),
        (.stateSynced, #"{"schema":"state.synced/1","session_id":"s1"}"#, .stateSynced(StateSynced(sessionID: "s1"))),
        (
            .stateSynced,
            #"{"schema":"state.synced/1","session_id":"s1","phone":"+51999999999","sub_domain":"shop","bot_id":"b1","#
                + #""local_id":"l1","intent":"order","step":"cart","context":{"total":15.50},"metadata":{"v":"1"},"#
                + #""message":{"role":"user","content":"Hola","at":"2025-01-15T12:00:00Z"}}"#,
            .stateSynced(synced)
        ),
        (
            .orderLinked, #"{"schema":"order.linked/1","session_id":"s1","order_id":"o1","sub_domain":"shop"}"#,
            .orderLinked(OrderLinked(sessionID: "s1", orderID: "o1", subDomain: "shop"))
        ),
    ]

    private static var synced: StateSynced {
        var fact = StateSynced(sessionID: "s1")
        fact.phone = "+51999999999"
        (fact.subDomain, fact.botID, fact.localID) = ("shop", "b1", "l1")
        (fact.intent, fact.step) = ("order", "cart")
        (fact.context, fact.metadata) = (["total": .decimal("15.50")], ["v": "1"])
        fact.message = StateSynced.Message(role: "user", content: "Hola", at: moment)
        return fact
    }

    private static let other = SubjectID(version8: (1, 2))

    @Test("a stored body of each version is read as it was meant", arguments: stored + storedOfContacts)
    func reading(_ stored: (kind: EventKind, body: String, fact: Fact)) throws {
        #expect(try DaybookRecord.fact(kind: stored.kind, json: [UInt8](stored.body.utf8)) == stored.fact)
    }

    @Test func `every fact that is recorded has its stored body of the version that is written`() throws {
        for type in DaybookRecord.facts {
            let schema = "\"schema\":\"\(type.kind)/\(type.version)\""
            #expect(
                (Self.stored + Self.storedOfContacts).contains { $0.body.contains(schema) },
                "no stored body with \(schema)")
        }
    }

    @Test func `what is written is what is stored`() throws {
        for stored in Self.stored + Self.storedOfContacts {
            let json = [UInt8](stored.body.utf8)
            let fact = try DaybookRecord.fact(kind: stored.kind, json: json)
            guard let record = fact.record else { continue }
            #expect(DaybookRecord.body(of: record) == .record(json))
        }
    }

    @Test func `a record of an earlier version is brought to the present one step by step`() throws {
        let fact = try Stepped.read(["a": 1], version: 1)
        #expect(fact == .messagesRead(MessagesRead(upTo: Position(111))))
        #expect(try Stepped.read(["c": 5], version: 3) == .messagesRead(MessagesRead(upTo: Position(5))))
    }

    /// A fact of three versions: each renames its field, and adds to it.
    private struct Stepped: RecordFact {
        static let kind = EventKind.messagesRead
        static let version = 3
        let position: Int64

        init(fields: JSONObject) throws(UnreadableDelivery) {
            guard let position = fields["c"]?.integer else { throw UnreadableDelivery("no c") }
            self.position = position
        }

        var fields: JSONObject { ["c": .integer(position)] }
        var fact: Fact { .messagesRead(MessagesRead(upTo: Position(position))) }

        static func upcast(_ fields: JSONObject, from version: Int) throws(UnreadableDelivery) -> JSONObject {
            switch version {
            case 1: ["b": .integer((fields["a"]?.integer ?? 0) + 10)]
            default: ["c": .integer((fields["b"]?.integer ?? 0) + 100)]
            }
        }
    }
}

extension Fact {
    /// The fact as Daybook records it.
    fileprivate var record: (any RecordFact)? {
        switch self {
        case .messagesRead(let fact): fact
        case .noteAdded(let fact): fact
        case .voiceTranscribed(let fact): fact
        case .messageAnalyzed(let fact): fact
        case .taskCreated(let fact): fact
        case .taskUpdated(let fact): fact
        case .automationPaused(let fact): fact
        case .automationResumed(let fact): fact
        case .escalationRaised(let fact): fact
        case .projectionSwapped(let fact): fact
        case .contactMerged(let fact): fact
        case .contactUnmerged(let fact): fact
        case .stateSynced(let fact): fact
        case .orderLinked(let fact): fact
        default: nil
        }
    }
}
