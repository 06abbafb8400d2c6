import Ledger
import MerkleLog
import Postgres
import Testing
import Vocabulary

struct ImmutabilityTests {
    static let tables = ["events", "events_000000000000", "event_ids", "tiles", "checkpoints"]

    static let changes =
        tables.flatMap { table in
            let column =
                table.hasPrefix("events") || table == "event_ids" ? "position" : table == "tiles" ? "level" : "size"
            return ["UPDATE \(table) SET \(column) = \(column)", "DELETE FROM \(table)", "TRUNCATE \(table)"]
        } + [
            "TRUNCATE events, event_ids, tiles, checkpoints CASCADE",
            "INSERT INTO event_ids SELECT * FROM event_ids LIMIT 1 ON CONFLICT (tenant, id) DO UPDATE SET position = 0",
            "INSERT INTO events SELECT * FROM events LIMIT 1 ON CONFLICT (position) DO UPDATE SET body = ''",
            "MERGE INTO tiles USING head ON true WHEN MATCHED THEN DELETE",
        ]

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
                "TRUNCATE head", "DROP TRIGGER events_immutable ON events", "ALTER TABLE tiles DISABLE TRIGGER ALL",
                "ALTER TABLE events DETACH PARTITION events_000000000000", "DROP FUNCTION refuse_change() CASCADE",
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE sql AS ''",
                "SET session_replication_role = replica",
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

    @Test func `only without the triggers can the owner, and then a verification tells`() async throws {
        try await Self.with { database in
            for (table, triggers) in [
                ("events", ["immutable", "not_truncated"]), ("event_ids", ["immutable", "not_truncated"]),
                ("tiles", ["immutable", "not_truncated"]), ("checkpoints", ["immutable", "not_truncated"]),
            ] {
                for trigger in triggers { try await database.execute("DROP TRIGGER \(table)_\(trigger) ON \(table)") }
            }
            try await database.execute("DROP TRIGGER events_000000000000_not_truncated ON events_000000000000")
            try await database.execute("DELETE FROM events WHERE position = 7")
            try await database.execute("UPDATE tiles SET root = sha256('x')")
            try await database.execute("TRUNCATE event_ids")
            let report = try await database.withVerifier { try await $0.verify() }
            let places = Set(report.findings.map(\.place.description))
            #expect(places.isSuperset(of: ["event 7", "tile/0/000", "id of event 0", "head"]))
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
