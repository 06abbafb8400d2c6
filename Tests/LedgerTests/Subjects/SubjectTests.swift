import Cryptography
import Ledger
import Postgres
import TestSupport
import Testing
import Vocabulary

struct SubjectTests {
    private static func request(_ identifiers: ContactIdentifier..., tenant: TenantID = .default) -> SubjectRequest {
        SubjectRequest(tenant: tenant, identifiers: identifiers)
    }

    @Test func `an identifier leads to the same subject, also after the ledger was opened again`() async throws {
        try await TestDatabase.with { database in
            let phone = ContactIdentifier(.phone, "+15550100")
            let (first, tenant) = try await database.withLedger { ledger in
                let subjects = try await ledger.subjects([Self.request(phone), Self.request(phone), .tenant(.default)])
                #expect(subjects[0] == subjects[1])
                #expect(subjects[0] != subjects[2])
                #expect(try await ledger.subject(of: phone, in: .default) == subjects[0])
                return (subjects[0], subjects[2])
            }
            try await database.withLedger { ledger in
                let found = try await ledger.subject(of: phone, in: .default)
                #expect(found == first)
                #expect(try await ledger.subjects([.tenant(.default), Self.request(phone)]) == [tenant, first])
            }
        }
    }

    @Test func `a look-up alone makes nobody`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let found = try await ledger.subject(of: ContactIdentifier(.phone, "+15550100"), in: .default)
                #expect(found == nil)
                #expect(try await database.count("SELECT count(*) FROM subject_keys") == 0)
            }
        }
    }

    @Test func `a request without identifiers is about the tenant`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let subjects = try await ledger.subjects([Self.request(), .tenant(.default)])
                #expect(subjects[0] == subjects[1])
                #expect(try await ledger.append([.note("a", about: subjects[0])])[0].isRecorded)
            }
        }
    }

    @Test func `a phone that changes hands leads to its first owner, and the contacts stay apart`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let phone = ContactIdentifier(.phone, "+15550100")
                let (old, new) = (
                    ContactIdentifier(.provider(.respondIO), "1"), ContactIdentifier(.provider(.respondIO), "2")
                )
                let first = try await ledger.subjects([Self.request(old, phone)])[0]
                let second = try await ledger.subjects([Self.request(new, phone)])[0]
                #expect(first != second)
                let again = try await ledger.subjects([
                    Self.request(phone), Self.request(new), Self.request(new, phone), Self.request(old, phone),
                ])
                #expect(again == [first, second, second, first])
            }
        }
    }

    @Test func `one request for very many makes them all at once, and each can be written about`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let requests = (0..<3000).map { Self.request(ContactIdentifier(.phone, "+1555\($0 % 1500)")) }
                let subjects = try await ledger.subjects(requests)
                #expect(Set(subjects).count == 1500)
                #expect(Array(subjects[..<1500]) == Array(subjects[1500...]))
                #expect(try await database.count("SELECT count(*) FROM subject_keys") == 1500)
                _ = try await ledger.append(subjects[..<1500].map { .note("\($0)", about: $0) })
                try await database.expectSound(ledger, size: 1500)
            }
        }
    }

    /// Each asks in another order, and takes its time to insert: so two transactions would lock each other out.
    @Test func `processes that race for the same new identifiers agree on their subjects`() async throws {
        try await TestDatabase.with { database in
            let seed = UInt64.random(in: .min ... .max)
            try await database.execute(
                """
                CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
                  'BEGIN PERFORM pg_sleep(0.002); RETURN NEW; END';
                CREATE TRIGGER dawdle BEFORE INSERT ON identifiers FOR EACH ROW EXECUTE FUNCTION dawdle();
                """)
            try await database.withLedger { one in
                try await database.withLedger { two in
                    try await database.withLedger { three in
                        for round in 0..<4 {
                            let answers = try await withThrowingTaskGroup(of: [Int: SubjectID].self) { group in
                                for (number, ledger) in [one, two, three, one, two, three].enumerated() {
                                    group.addTask {
                                        var generator = SeededGenerator(seed: seed &+ UInt64(10 * round + number))
                                        let order = Array(0..<50).shuffled(using: &generator)
                                        let subjects = try await ledger.subjects(
                                            order.map { Self.request(ContactIdentifier(.phone, "\(round)/\($0)")) })
                                        return Dictionary(uniqueKeysWithValues: zip(order, subjects))
                                    }
                                }
                                return try await group.reduce(into: [[Int: SubjectID]]()) { $0.append($1) }
                            }
                            #expect(Set(answers).count == 1, "seed \(seed)")
                        }
                    }
                }
            }
            let keys = try await database.count("SELECT count(*) FROM subject_keys")
            #expect(keys == 200, "seed \(seed)")
        }
    }

    @Test func `tenants share nobody, and no identifier lies in clear`() async throws {
        try await TestDatabase.with { database in
            let other = try #require(TenantID("other"))
            try await database.withLedger { ledger in
                let phone = ContactIdentifier(.phone, "+15550100")
                let subjects = try await ledger.subjects([Self.request(phone), Self.request(phone, tenant: other)])
                #expect(subjects[0] != subjects[1])
            }
            let hashes = try await database.count("SELECT count(DISTINCT hash) FROM identifiers")
            #expect(hashes == 2)
        }
    }

    @Test func `small caches forget, and still give the same answers`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger({ $0.cacheCapacity = 4 }) { ledger in
                let requests = (0..<50).map { Self.request(ContactIdentifier(.phone, "+1555\($0)")) }
                let first = try await ledger.subjects(requests)
                let again = try await ledger.subjects(requests.reversed())
                #expect(again == first.reversed())
                _ = try await ledger.append(first.map { .note("\($0)", about: $0) })
                let opened = try await ledger.reader.open(try await ledger.reader.events(EventSelection()))
                #expect(opened.allSatisfy { $0.body != nil })
            }
        }
    }

    @Test func `another master key is told at once`() async throws {
        try await TestDatabase.with { database in
            _ = try await database.open()
            let stranger = TestDatabase(connectionString: database.connectionString)
            let error = await #expect(throws: LedgerError.self) { try await stranger.open() }
            #expect(error?.code == .key)
            #expect(error?.description.contains("master key") == true)
        }
    }
}
