import Contacts
import Postgres
import ProjectionEngine
import ProjectionTestSupport
import Testing
import Vocabulary

/// No query of the contacts reads a big table from end to end.
struct ScanTests {
    private static let tables = [
        "contacts_profiles", "contacts_identifiers", "contacts_merges", "contacts_timeline",
    ]

    /// As many rows as make a sequential scan dear. Every tenth contact is merged into the next, and a hundred share a number.
    private static let rows: [String] = [
        """
        INSERT INTO contacts_profiles (tenant, subject, card, first_seen_at, active_at, media, media_at, name, type, tags, words)
        SELECT 'default', md5('s' || n)::uuid,
          '{"traits":{},"identifiers":[],"fields":{},"tags":{"marks":{}}}', now(), now() - n * interval '1 minute', '{whatsapp}', ARRAY[now()],
          'Contact ' || n, CASE WHEN n % 100 = 1 THEN 'expert' ELSE 'client' END,
          CASE WHEN n % 100 = 1 THEN ARRAY['vip'] ELSE '{}' END, ARRAY['contact', 'n' || n, (15550000000 + n)::text]
        FROM generate_series(1, 20000) AS n
        """,
        """
        INSERT INTO contacts_identifiers
        SELECT 'default', 'phone', '+' || 15550000000 + n / 100, md5('s' || n)::uuid, now() FROM generate_series(1, 20000) AS n
        """,
        """
        INSERT INTO contacts_merges
        SELECT 'default', md5('s' || n)::uuid, md5('s' || n + 1)::uuid, true, now(), n FROM generate_series(1, 20000, 10) AS n
        """,
        """
        INSERT INTO contacts_timeline
        SELECT 'default', md5('s' || n / 5)::uuid, n, 'message.received', NULL, 'whatsapp', 'inbound', 'text',
          now() - n * interval '1 minute'
        FROM generate_series(1, 100000) AS n
        """,
        "ANALYZE contacts_profiles, contacts_identifiers, contacts_merges, contacts_timeline",
    ]

    private static func subject(_ number: Int, _ log: TestLog) async throws -> SubjectID {
        let rows = try await log.pool.query("SELECT md5('s' || \(Int64(number)))::uuid")
        return try #require(try rows.decode(column: 0, as: SubjectID.self).first)
    }

    private func withManyContacts(_ body: (TestLog) async throws -> Void) async throws {
        try await TestLog.with { log in
            try await log.store.install(ContactsProjection.projection)
            for statement in Self.rows {
                try await log.pool.execute(PostgresQuery(sql: statement).timeout(.seconds(120)))
            }
            try await body(log)
        }
    }

    @Test func `lists, filters and searches are read by indexes`() async throws {
        try await withManyContacts { log in
            let scans = try await log.sequentialScans(of: Self.tables) { pool in
                let contacts = ContactQueries(pool: pool)
                let page = try await contacts.contacts(of: .default)
                #expect(page.contacts.count == 50)
                #expect(try await contacts.contacts(of: .default, after: page.next).contacts.count == 50)
                var filter = ContactFilter()
                filter.tag = "vip"
                #expect(try await contacts.contacts(of: .default, filter).contacts.count == 50)
                filter = ContactFilter()
                filter.type = .expert
                #expect(try await contacts.contacts(of: .default, filter).contacts.count == 50)
                filter = ContactFilter()
                filter.medium = .whatsApp
                #expect(try await contacts.contacts(of: .default, filter).contacts.count == 50)
                for (words, count) in [
                    ("contact", 50), ("n12345", 1), ("contact n777", 10), ("+1 555 000 0123", 1), ("nobody", 0),
                ] {
                    filter = ContactFilter()
                    filter.words = words
                    #expect(try await contacts.contacts(of: .default, filter).contacts.count == count, "\(words)")
                }
            }
            #expect(scans == 0)
        }
    }

    @Test func `a contact, its parts, its timeline and what it shares with others are read by indexes`() async throws {
        try await withManyContacts { log in
            let (part, whole) = (try await Self.subject(4001, log), try await Self.subject(4002, log))
            let scans = try await log.sequentialScans(of: Self.tables) { pool in
                let contacts = ContactQueries(pool: pool)
                let contact = try #require(try await contacts.contact(ContactKey(tenant: .default, subject: part)))
                #expect(contact.subjects == [whole, part])
                let activity = try await contacts.timeline(of: contact, limit: 8)
                #expect(activity.count == 8)
                #expect(try await contacts.timeline(of: contact, after: activity.last?.cursor).count == 2)
                #expect(try await contacts.suggestions(for: contact).count == 20)
                #expect(try await contacts.lastMerge(of: part, in: .default)?.isMerged == true)
            }
            #expect(scans == 0)
        }
    }
}
