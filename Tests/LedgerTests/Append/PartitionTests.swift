import Ledger
import Postgres
import Testing
import Vocabulary

struct PartitionTests {
    private static func partitions(_ database: TestDatabase) async throws -> [String] {
        try await database.asOwner { connection in
            try await connection.query(
                """
                SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'events'::regclass ORDER BY 1
                """
            ).decode(column: 0, as: String.self)
        }
    }

    @Test func `appends go on across the borders of partitions, which are made ahead of need`() async throws {
        try await TestDatabase.with(partitionSize: 256) { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                for start in stride(from: 0, to: 1400, by: 70) {
                    try await ledger.record(start..<start + 70, about: subject)
                }
                try await database.expectSound(ledger, size: 1400)
                let partitions = try await Self.partitions(database)
                #expect(partitions.starts(with: ["events_000000000000", "events_000000000256", "events_000000000512"]))
                #expect(partitions.count > 6)
                // Each holds its own.
                #expect(try await database.count("SELECT min(position) FROM events_000000000512") == 512)
                #expect(try await database.count("SELECT max(position) FROM events_000000000512") == 767)
            }
        }
    }

    @Test func `a batch larger than what partitions are left for makes them itself`() async throws {
        try await TestDatabase.with(partitionSize: 256) { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                try await ledger.record(0..<2000, about: subject)
                try await ledger.record(2000..<2001, about: subject)
                try await database.expectSound(ledger, size: 2001)
            }
        }
    }

    @Test func `partitions that somebody dropped are made again`() async throws {
        try await TestDatabase.with(partitionSize: 256) { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                try await ledger.record(0..<100, about: subject)
                try await database.execute("DROP TABLE events_000000000256")
                for start in stride(from: 100, to: 700, by: 100) {
                    // One batch may be refused: what this process knew of partitions was wrong.
                    try? await ledger.record(start..<start + 100, about: subject)
                    try await ledger.record(start..<start + 100, about: subject)
                }
                try await database.expectSound(ledger, size: 700)
            }
        }
    }

    @Test func `a new size counts from where the partitions end`() async throws {
        try await TestDatabase.with(partitionSize: 256) { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                try await ledger.record(0..<200, about: subject)
                try await database.execute("UPDATE ledger_settings SET partition_size = 512")
                for start in stride(from: 200, to: 2000, by: 100) {
                    try await ledger.record(start..<start + 100, about: subject)
                }
                try await database.expectSound(ledger, size: 2000)
            }
        }
    }

    @Test func `two processes make partitions side by side`() async throws {
        try await TestDatabase.with(partitionSize: 256) { database in
            try await database.withLedger { one in
                try await database.withLedger { other in
                    let subject = try await one.contact()
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for (half, ledger) in [one, other].enumerated() {
                            group.addTask {
                                for start in stride(from: 0, to: 1500, by: 30) {
                                    _ = try await ledger.append(
                                        (start..<start + 30).map { .note("\(half)/\($0)", about: subject) })
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                    try await database.expectSound(one, size: 3000)
                }
            }
        }
    }
}
