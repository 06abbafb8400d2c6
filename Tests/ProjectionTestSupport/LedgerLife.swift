import Ledger
import ProjectionEngine
import Providers
import TestSupport
package import Vocabulary

/// Mixed life in a ledger: webhooks of two providers, and Daybook's own facts about what they brought, as a seed has it.
package struct LedgerLife {
    private let log: TestLog
    private let tenant: TenantID
    private var traffic: TestTraffic
    private var generator: SeededGenerator
    /// What is known of this tenant's messages, to record facts about.
    private var messages: [(event: EventHeader, reference: MessageReference)] = []
    private var next = Position.first
    private var count = 0
    /// Contacts that were merged, whether or not they still are.
    package private(set) var merged: Set<SubjectID> = []

    package init(in log: TestLog, seed: UInt64, tenant: TenantID = .default) {
        self.log = log
        self.tenant = tenant
        traffic = TestTraffic(into: log, seed: seed)
        generator = SeededGenerator(seed: seed)
    }

    /// The next deliveries, with as many facts about earlier ones again among them.
    package mutating func flow(_ deliveries: Int) async throws {
        var left = deliveries
        while left > 0 {
            let some = min(left, 1 + generator.below(12))
            try await traffic.flow(some, tenant: tenant)
            left -= some
            try await look()
            try await record(some)
        }
    }

    /// All of it again, as a provider that got no answer would send it.
    package mutating func repeatDeliveries(_ deliveries: Int, seed: UInt64) async throws {
        var again = TestTraffic(into: log, seed: seed)
        try await again.flow(deliveries, tenant: tenant)
    }

    private mutating func look() async throws {
        let batch = try await log.source.facts(
            from: next, limit: 10_000, kinds: [.messageReceived, .messageSent])
        next = batch.next
        for fact in batch.facts where fact.event.tenant == tenant {
            guard let messageID = fact.fact.messageID else { continue }
            let reference = MessageReference(
                source: fact.event.source, messageID: messageID, position: fact.event.position,
                occurredAt: fact.event.occurredAt)
            messages.append((fact.event, reference))
        }
    }

    private mutating func record(_ count: Int) async throws {
        guard !messages.isEmpty else { return }
        var drafts: [EventDraft] = []
        for _ in 0..<count {
            let (event, reference) = messages[generator.below(messages.count)]
            let fact = generator.below(12) == 0 ? merge(into: event.subject) : self.fact(about: reference)
            self.count += 1
            drafts.append(
                EventDraft(
                    tenant: tenant, kind: type(of: fact).kind, source: .daybook, key: "life:\(self.count)",
                    subject: event.subject, conversation: generator.below(10) == 0 ? nil : event.conversation,
                    actor: .system, cause: .event(event.position),
                    // Some is told late.
                    occurredAt: Timestamp(
                        microseconds: event.occurredAt.microseconds
                            + Int64(generator.below(7200) - 600) * 1_000_000),
                    body: DaybookRecord.body(of: fact)))
        }
        _ = try await log.ledger.append(drafts)
    }

    private mutating func session() -> String { "s\(generator.below(8))" }

    private mutating func sync() -> StateSynced {
        var sync = StateSynced(sessionID: session())
        sync.phone = generator.below(2) == 0 ? "+5199900000\(generator.below(8))" : nil
        sync.intent = "intent \(generator.below(4))"
        sync.context = ["step": .integer(Int64(count)), "gone": generator.below(2) == 0 ? .null : "here"]
        if generator.below(2) == 0 { sync.message = StateSynced.Message(role: "user", content: "said \(count)") }
        return sync
    }

    /// A merge of two contacts, or its undoing, among a few: most are left as they are.
    private mutating func merge(into survivor: SubjectID) -> any RecordFact {
        let other = messages[generator.below(messages.count)].event.subject
        guard survivor != other, merged.count < 6 || merged.isSuperset(of: [survivor, other]) else {
            return NoteAdded(author: nil, text: "no merge \(count)", contact: ContactProfile())
        }
        merged.formUnion([survivor, other])
        return generator.below(2) == 0 ? ContactMerged(absorbed: other) : ContactUnmerged(absorbed: other)
    }

    private mutating func fact(about message: MessageReference) -> any RecordFact {
        let task = "t\(generator.below(20))"
        let moods = MessageAnalyzed.Sentiment.allCases
        switch generator.below(12) {
        case 0: return MessagesRead(upTo: message.position)
        case 1: return NoteAdded(author: nil, text: "note \(count)", contact: ContactProfile())
        case 2: return VoiceTranscribed(message: message, status: .completed, text: "said \(count)", language: "en")
        case 3, 4:
            return MessageAnalyzed(
                message: message, summary: "as of \(count)", sentiment: moods[generator.below(moods.count)],
                urgency: Int64(1 + generator.below(10)), entities: ["n": .integer(Int64(count))])
        case 5: return TaskCreated(taskID: task, title: "task \(count)", message: message)
        case 6: return TaskUpdated(taskID: task, status: generator.below(3) == 0 ? .open : .done)
        case 7: return AutomationPaused(reason: "a person wrote")
        case 8, 9: return sync()
        case 10: return OrderLinked(sessionID: session(), orderID: "o\(generator.below(30))")
        default:
            return generator.below(2) == 0 ? AutomationResumed() : EscalationRaised(reason: "as of \(count)")
        }
    }
}

extension Fact {
    fileprivate var messageID: String? {
        switch self {
        case .messageReceived(let message): message.messageID
        case .messageSent(let message): message.messageID
        default: nil
        }
    }
}
