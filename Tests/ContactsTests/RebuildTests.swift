import Contacts
import Ledger
import Postgres
import ProjectionEngine
import ProjectionTestSupport
import TestSupport
import Testing
import Vocabulary

struct RebuildTests {
    private static let projection = ContactsProjection.projection

    /// A ledger with two tenants' sample traffic, and merges and unmerges among its contacts.
    private static func fill(_ log: TestLog, seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let other = try #require(TenantID("other"))
        var (ours, theirs) = (TestTraffic(into: log, seed: seed), TestTraffic(into: log, seed: seed &+ 1))
        var people: [SubjectID] = []
        for number in 0..<6 { people.append(try await log.contact("p\(number)")) }
        for _ in 0..<12 {
            try await ours.flow(10)
            try await theirs.flow(3, tenant: other)
            let (a, b) = (generator.below(6), generator.below(6))
            try await log.update(
                "p\(a)", ["name": .string("Person \(b)"), "customFields": ["client_id": .string("c\(b)")]],
                minute: Int64(generator.below(100)))
            if a != b { try await log.merge(people[a], into: people[b], generator.below(3) > 0) }
        }
    }

    @Test(arguments: [UInt64.random(in: 0 ... .max), 61])
    func `a rebuild gives what following gave, in whatever batches`(seed: UInt64) async throws {
        try await TestLog.with { log in
            try await log.following(Self.projection) {
                try await Self.fill(log, seed: seed)
                try await log.catchUp(Self.projection)
            }
            let followed = try await log.store.digests(of: Self.projection).tables
            #expect(try await log.rebuild(Self.projection).run().digests == followed, "seed \(seed)")
            var limits = RebuildLimits()
            limits.batch = 7
            limits.heldBytes = 20_000
            #expect(try await log.rebuild(Self.projection, limits).run().digests == followed, "seed \(seed)")
            #expect(followed.allSatisfy { $0.rows > 0 })
        }
    }

    @Test func `a rebuild after a person's key is gone leaves no trace of the person`() async throws {
        try await TestLog.with { log in
            try await Self.fill(log, seed: 62)
            let (gone, kept) = (try await log.contact("p0"), try await log.contact("p1"))
            try await log.update("p0", ["name": "Gone"])
            try await log.update("p1", ["name": "Kept"])
            try await log.merge(gone, into: kept)
            _ = try await log.rebuild(Self.projection).run()
            let contacts = ContactQueries(pool: log.pool)
            let key = ContactKey(tenant: .default, subject: gone)
            #expect(try await contacts.contact(key)?.absorbed.contains(gone) == true)
            let owner = try await PostgresConnection.connect(log.owner, logger: log.logger)
            try await owner.execute("DELETE FROM subject_keys WHERE subject = \(gone)")
            await owner.close()
            let report = try await log.rebuildAnew(Self.projection)
            for table in report.digests.map(\.table) {
                let rows = try await log.pool.query("SELECT count(*) FROM \(identifier: table) WHERE subject = \(gone)")
                #expect(try rows.decode(column: 0, as: Int64.self) == [0], "\(table)")
            }
            let whole = try #require(try await contacts.contact(ContactKey(tenant: .default, subject: kept)))
            #expect(whole.profile.card[.name] != "Gone")
        }
    }

    @Test func `no read goes through a whole table`() async throws {
        try await TestLog.with { log in
            try await log.store.install(Self.projection)
            try await Self.grow(log)
            let person = SubjectID(high: 0, low: 4321)
            let scans = try await log.sequentialScans(of: [
                "contacts_profiles", "contacts_identifiers", "contacts_merges", "contacts_timeline",
            ]) { pool in
                let contacts = ContactQueries(pool: pool)
                // Often enough that a plan for any parameters would be tried.
                for _ in 0..<7 {
                    var cursor: ContactCursor?
                    for _ in 0..<3 { cursor = try await contacts.contacts(of: .default, after: cursor).next }
                    #expect(cursor != nil)
                    var filter = ContactFilter()
                    filter.words = "w4321"
                    #expect(try await contacts.contacts(of: .default, filter).contacts.count == 1)
                    filter = ContactFilter()
                    filter.tag = "rare"
                    #expect(try await contacts.contacts(of: .default, filter).contacts.count == 30)
                    filter = ContactFilter()
                    filter.type = .client
                    #expect(try await contacts.contacts(of: .default, filter).contacts.count == 50)
                    let key = ContactKey(tenant: .default, subject: person)
                    let contact = try #require(try await contacts.contact(key))
                    #expect(contact.absorbed.count == 1)
                    #expect(try await contacts.timeline(of: contact).count == 8)
                    #expect(try await contacts.suggestions(for: contact).count == 1)
                    #expect(try await contacts.lastMerge(of: person, in: .default) == nil)
                }
            }
            #expect(scans == 0)
        }
    }

    /// Thirty thousand contacts, of which some are merged, share numbers and have a history.
    private static func grow(_ log: TestLog) async throws {
        let card = String(decoding: ContactCard().json.serialized(), as: UTF8.self)
        let uuid = "('00000000-0000-0000-0000-' || lpad(to_hex(n), 12, '0'))::uuid"
        try await log.pool.execute(
            """
            INSERT INTO contacts_profiles (tenant, subject, card, first_seen_at, active_at, media, media_at, name, type, tags, words)
            SELECT 'default', \(unsafe: uuid), \(card), now(), now() - n * interval '1 minute', '{}', '{}', 'Contact ' || n,
              CASE n % 3 WHEN 0 THEN 'client' ELSE 'unknown' END,
              CASE n % 1000 WHEN 7 THEN '{rare}'::text[] ELSE '{}' END, ARRAY['w' || n]
            FROM generate_series(1, 30000) AS n
            """)
        try await log.pool.execute(
            """
            INSERT INTO contacts_identifiers (tenant, kind, value, subject, since)
            SELECT 'default', 'phone', '+1' || (n / 3), \(unsafe: uuid), now() FROM generate_series(1, 30000) AS n
            """)
        try await log.pool.execute(
            """
            INSERT INTO contacts_merges (tenant, absorbed, subject, is_merged, since, position)
            SELECT 'default', \(unsafe: uuid), ('00000000-0000-0000-0000-' || lpad(to_hex(n - 1), 12, '0'))::uuid, true, now(), n
            FROM generate_series(2, 30000, 10) AS n
            """)
        try await log.pool.execute(
            """
            INSERT INTO contacts_timeline (tenant, subject, position, kind, occurred_at)
            SELECT 'default', \(unsafe: uuid), n * 10 + m, 'note.added', now()
            FROM generate_series(1, 30000) AS n, generate_series(1, 4) AS m
            """)
        let owner = try await PostgresConnection.connect(log.owner, logger: log.logger)
        try await owner.execute("ANALYZE")
        await owner.close()
    }
}
