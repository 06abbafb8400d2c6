import Inbox
import Ledger
import Postgres
import ProjectionTestSupport
import Providers
import TestSupport
import Testing
import Vocabulary

@testable import ProjectionEngine

/// What every projection promises, over random histories that a seed makes again.
@Suite struct ConformanceTests {
    private static let seed: UInt64 = 20_260_401

    /// A ledger with the life of two tenants, the same for every test.
    private func withLife(
        _ deliveries: Int = 60, _ body: (TestLog, inout LedgerLife) async throws -> Void
    ) async throws {
        try await TestLog.with { log in
            var ours = LedgerLife(in: log, seed: Self.seed)
            try await ours.flow(deliveries)
            try await body(log, &ours)
        }
    }

    /// Follows to the end in batches of these sizes, again and again.
    private func follow(_ projection: Projection, in log: TestLog, batches: [Int]) async throws {
        try await log.store.install(projection)
        let step = FollowStep(
            projection, tail: FactTail(source: log.source, kinds: projection.kinds), store: log.store)
        var (position, count) = (try await log.store.state(of: projection.name)?.position ?? .first, 0)
        while case .advanced(let batch) = try await step.run(from: position, limit: batches[count % batches.count]) {
            (position, count) = (batch.next, count + 1)
        }
        #expect(try await log.store.state(of: projection.name)?.position.rawValue == log.source.size())
    }

    @Test("followed live, rebuilt, and followed on after that: the same tables", arguments: EveryProjection.all)
    func followedIsRebuilt(_ projection: Projection) async throws {
        try await TestLog.with { log in
            var ours = LedgerLife(in: log, seed: Self.seed)
            var theirs = LedgerLife(in: log, seed: Self.seed + 1, tenant: try #require(TenantID("acme")))
            try await log.following(projection) {
                try await ours.flow(40)
                async let report = log.rebuild(projection).run()
                try await theirs.flow(40)
                #expect(try await report.generation == 1)
                try await ours.flow(40)
                try await log.catchUp(projection)
            }
            let followed = try await log.store.digests(of: projection)
            let report = try await log.rebuild(projection).run()
            #expect(report.digests == followed.tables, "seed \(Self.seed)")
            #expect(report.unreadable == 0)
            #expect(followed.tables.contains { $0.rows > 0 })
        }
    }

    @Test(
        "any split into batches gives the same tables, and so does any bound of memory", arguments: EveryProjection.all)
    func batches(_ projection: Projection) async throws {
        try await withLife { log, _ in
            let whole = try await log.rebuild(projection).run().digests
            for (batch, held) in [(1, 3000), (7, 30_000), (64, 64 << 20)] {
                var limits = RebuildLimits()
                (limits.batch, limits.heldBytes) = (batch, held)
                #expect(
                    try await log.rebuild(projection, limits).run().digests == whole, "\(batch), seed \(Self.seed)")
            }
            var generator = SeededGenerator(seed: Self.seed)
            for sizes in [[1], [1000], (0..<50).map { _ in 1 + generator.below(30) }] {
                try await empty(projection, in: log)
                try await follow(projection, in: log, batches: sizes)
                #expect(try await log.store.digests(of: projection).tables == whole, "\(sizes), seed \(Self.seed)")
            }
        }
    }

    @Test("what is folded a second time changes nothing", arguments: EveryProjection.all)
    func foldedTwice(_ projection: Projection) async throws {
        try await withLife { log, _ in
            try await follow(projection, in: log, batches: [50])
            let once = try await log.store.digests(of: projection).tables
            try await log.pool.execute("UPDATE projections SET position = 0 WHERE name = \(projection.name)")
            try await follow(projection, in: log, batches: [33])
            #expect(try await log.store.digests(of: projection).tables == once, "seed \(Self.seed)")
        }
    }

    @Test("deliveries that are repeated change nothing", arguments: EveryProjection.all)
    func duplicates(_ projection: Projection) async throws {
        try await withLife { log, life in
            try await follow(projection, in: log, batches: [1000])
            let (once, size) = (try await log.store.digests(of: projection).tables, try await log.source.size())
            try await life.repeatDeliveries(60, seed: Self.seed)
            #expect(try await log.source.size() == size)
            try await follow(projection, in: log, batches: [1000])
            #expect(try await log.store.digests(of: projection).tables == once, "seed \(Self.seed)")
        }
    }

    @Test("two tenants never mix, even with the same contacts", arguments: EveryProjection.all)
    func tenants(_ projection: Projection) async throws {
        try await withLife { log, _ in
            let text = TableText(log: log, projection: projection)
            try await follow(projection, in: log, batches: [1000])
            let ours = try await text.rows(of: .default)
            #expect(ours.values.contains { !$0.isEmpty })
            let acme = try #require(TenantID("acme"))
            var theirs = LedgerLife(in: log, seed: Self.seed, tenant: acme)
            try await theirs.flow(60)
            try await follow(projection, in: log, batches: [1000])
            #expect(try await text.rows(of: .default) == ours)
            // The same life: as many rows in each table.
            #expect(try await text.rows(of: acme).mapValues(\.count) == ours.mapValues(\.count))
        }
    }

    @Test("an erased person leaves no trace in what is rebuilt", arguments: EveryProjection.all)
    func erasure(_ projection: Projection) async throws {
        try await withLife { log, life in
            let text = TableText(log: log, projection: projection)
            _ = try await log.rebuild(projection).run()
            let facts = try await log.source.facts(
                from: .first, limit: 10_000, kinds: [.messageReceived, .contactUpdated, .contactCreated]
            ).facts
            // Another's record of a merge names who was merged, by the pseudonym.
            let merged = life.merged
            let victim = try await mostTold(facts.filter { !merged.contains($0.event.subject) }, text)
            let personal = Set(facts.filter { $0.event.subject == victim }.flatMap(\.personal))
                .subtracting(facts.filter { $0.event.subject != victim }.flatMap(\.personal))
            #expect(!personal.isEmpty)
            let owner = try await PostgresConnection.connect(log.owner, logger: log.logger)
            try await owner.execute("DELETE FROM subject_keys WHERE subject = \(victim)")
            await owner.close()
            let after = try await log.rebuildAnew(projection)
            #expect(after.unreadable == 0)
            for trace in personal.union([victim.description]) {
                #expect(try await text.count(holding: trace) == 0, "a trace is left, seed \(Self.seed)")
            }
        }
    }

    @Test("a fact that it doesn't know is passed over", arguments: EveryProjection.all)
    func unknownFacts(_ projection: Projection) async throws {
        try await withLife { log, _ in
            try await follow(projection, in: log, batches: [1000])
            let before = try await log.store.digests(of: projection).tables
            let subject = try await log.ledger.subjects([
                SubjectRequest(tenant: .default, identifiers: [ContactIdentifier(.phone, "+15550000")])
            ])[0]
            _ = try await log.ledger.append(
                EventKind.allCases.map { kind in
                    EventDraft(
                        tenant: .default, kind: kind, source: .daybook, key: "unknown:\(kind)", subject: subject,
                        conversation: log.ledger.conversation(.default, .daybook, "unknown"), actor: .system,
                        body: .record([UInt8](#"{"schema":"\#(kind)/999","of":"a later version"}"#.utf8)))
                })
            try await follow(projection, in: log, batches: [5])
            #expect(try await log.store.digests(of: projection).tables == before)
            #expect(try await log.rebuild(projection).run().digests == before)
        }
    }

    /// The subject with the most facts among those of which the tables hold something.
    private func mostTold(_ facts: [RecordedFact], _ text: TableText) async throws -> SubjectID {
        let counts = Dictionary(grouping: facts, by: \.event.subject).mapValues(\.count)
        for (subject, _) in counts.sorted(by: { ($0.value, "\($0.key)") > ($1.value, "\($1.key)") })
        where try await text.count(holding: subject.description) > 0 {
            return subject
        }
        return try #require(nil as SubjectID?, "the tables hold nothing of anybody")
    }

    /// Empties a projection's tables, as if it had just been installed.
    private func empty(_ projection: Projection, in log: TestLog) async throws {
        for table in projection.folds.map(\.table) { try await log.pool.execute("TRUNCATE \(identifier: table)") }
        try await log.pool.execute("UPDATE projections SET position = 0 WHERE name = \(projection.name)")
    }
}

extension RecordedFact {
    /// What names a person.
    fileprivate var personal: [String] {
        let profile: ContactProfile
        switch fact {
        case .messageReceived(let message): profile = message.contact
        case .contactCreated(let change): profile = change.contact
        case .contactUpdated(let change): profile = change.contact
        default: return []
        }
        return [profile.providerID, profile.name, profile.phone, profile.email].compactMap(\.self)
            .filter { $0.utf8.count > 5 }
    }
}
