import Ledger
import ProjectionTestSupport
import Providers
import TestSupport
import Vocabulary

/// What an agent says of its conversations.
struct Saying {
    var fact: Fact
    var session: String
    /// In minutes, after some moment.
    var minute: Int64

    static func sync(
        _ session: String = "s1", at minute: Int64 = 0, _ fill: (inout StateSynced) -> Void = { _ in }
    ) -> Saying {
        var sync = StateSynced(sessionID: session)
        fill(&sync)
        return Saying(fact: .stateSynced(sync), session: session, minute: minute)
    }

    static func order(_ order: String, _ session: String = "s1", at minute: Int64 = 0) -> Saying {
        Saying(
            fact: .orderLinked(OrderLinked(sessionID: session, orderID: order, subDomain: "shop")), session: session,
            minute: minute)
    }

    static func at(_ minute: Int64) -> Timestamp {
        Timestamp(microseconds: 1_736_942_400_000_000 + minute * 60_000_000)
    }

    /// As it stands in a ledger.
    func recorded(_ position: Int64, tenant: TenantID = .default) -> RecordedFact {
        let event = EventHeader(
            position: Position(position), id: EventID(high: 0, low: UInt64(position)), tenant: tenant,
            kind: .stateSynced, source: .agent, subject: SubjectID(high: 1, low: 1), conversation: nil, actor: .system,
            cause: nil, occurredAt: Self.at(minute), recordedAt: Self.at(1000 + position))
        return RecordedFact(event: event, fact: fact)
    }

    /// Random sayings of a few sessions, some of them late.
    static func random(seed: UInt64, _ count: Int) -> [Saying] {
        var generator = SeededGenerator(seed: seed)
        let values: [JSON] = [.null, 1, "two", .decimal("50.00"), ["a": .null, "b": 2], ["a": ["c": "3"]], [1, 2]]
        return (0..<count).map { number in
            let session = "bot_5199999\(generator.below(4))_x"
            let minute = Int64(number) - (generator.below(4) == 0 ? Int64(generator.below(30)) : 0)
            if generator.below(8) == 0 { return order("o\(generator.below(9))", session, at: minute) }
            return sync(session, at: minute) { sync in
                sync.phone = generator.below(3) == 0 ? "+\(session.split(separator: "_")[1])" : nil
                sync.subDomain = generator.below(3) == 0 ? "shop\(generator.below(3))" : nil
                sync.botID = generator.below(4) == 0 ? "bot\(generator.below(2))" : nil
                sync.intent = generator.below(2) == 0 ? "intent \(number)" : nil
                sync.step = generator.below(2) == 0 ? "step \(number)" : nil
                if generator.below(2) == 0 {
                    sync.context = ["k\(generator.below(4))": values[generator.below(values.count)]]
                }
                if generator.below(3) == 0 { sync.metadata = ["version": .integer(Int64(number))] }
                if generator.below(2) == 0 {
                    sync.message = .init(role: generator.below(2) == 0 ? "user" : "bot", content: "ünï \(number)")
                }
            }
        }
    }
}

extension TestLog {
    /// Records what an agent said, as its API does.
    @discardableResult
    func record(
        _ sayings: [Saying], tenant: TenantID = .default, phone: String = "+51999999999"
    ) async throws -> [Position] {
        let identifier = ContactIdentifier(.phone, phone)
        let subject = try await ledger.subjects([SubjectRequest(tenant: tenant, identifiers: [identifier])])[0]
        let drafts = sayings.enumerated().map { number, saying in
            let (kind, body): (EventKind, EventBody) =
                switch saying.fact {
                case .stateSynced(let sync): (.stateSynced, DaybookRecord.body(of: sync))
                case .orderLinked(let link): (.orderLinked, DaybookRecord.body(of: link))
                default: (.deliveryReceived, .record([]))
                }
            return EventDraft(
                tenant: tenant, kind: kind, source: .agent, key: "\(saying.session) \(phone) \(number)",
                subject: subject,
                conversation: ledger.conversation(tenant, .agent, saying.session), actor: .system,
                occurredAt: Saying.at(saying.minute), body: body)
        }
        return try await ledger.append(drafts).map(\.receipt.position)
    }
}
