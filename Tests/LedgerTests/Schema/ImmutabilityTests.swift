import Ledger
import MerkleLog
import Postgres
import Testing
import Vocabulary

struct ImmutabilityTests {
    static let tables = ["events", "events_000000000000", "event_ids", "tiles", "checkpoints"]

    static let changes = tables.flatMap { table in
        let column =
            table.hasPrefix("events") || table == "event_ids" ? "position" : table == "tiles" ? "level" : "size"
        return ["UPDATE \(table) SET \(column) = \(column)", "DELETE FROM \(table)", "TRUNCATE \(table)"]
    }

    /// A database with something in each of the tables.
    private static func with(_ body: (TestDatabase) async throws -> Void) async throws {
        try await TestDatabase.with(partitionSize: 512) { database in
            try await database.withLedger { ledger in
                try await ledger.record(0..<260, about: try await ledger.contact())
            }
            try await database.execute(
                "INSERT INTO checkpoints (size, root, note) SELECT size, root, 'a note' FROM head")
            try await body(database)
        }
    }

    @Test func `the service's role may change nothing that is recorded`() async throws {
        try await Self.with { database in
            for change in Self.changes + [
                "UPDATE subject_keys SET tenant = ''", "DELETE FROM identifiers", "DELETE FROM head",
                "DELETE FROM ledger_keys", "UPDATE ledger_settings SET partition_size = 256",
                "INSERT INTO events_000000000000 SELECT * FROM events LIMIT 1", "DROP TABLE events",
            ] {
                let error = await #expect(throws: PostgresError.self, "\(change)") {
                    try await database.asWriter { try await $0.executeScript(change) }
                }
                #expect(error?.sqlState == "42501", "\(change)")
            }
        }
    }

    @Test func `even the owner is refused, with a code of its own`() async throws {
        try await Self.with { database in
            for change in Self.changes {
                let error = await #expect(throws: PostgresError.self, "\(change)") {
                    try await database.execute(change)
                }
                #expect(error?.sqlState == "DB001", "\(change)")
            }
            let count = try await database.count("SELECT count(*) FROM events")
            #expect(count == 260)
        }
    }

    @Test func `partitions that are made later are guarded as well`() async throws {
        try await Self.with { database in
            _ = try await database.asWriter { try await $0.execute("SELECT make_event_partitions(5000)") }
            for change in ["TRUNCATE events_000000004608", "TRUNCATE events"] {
                let error = await #expect(throws: PostgresError.self) { try await database.execute(change) }
                #expect(error?.sqlState == "DB001")
            }
        }
    }
}
