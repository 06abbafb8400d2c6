import Postgres
import Testing
import Vocabulary

@testable import Ledger

/// No read that a person waits for may go through a whole table.
struct QueryPlanTests {
    struct Read: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var statement: [UInt8]
        /// The parameters, as SQL with `<name>` for what a row of the database says.
        var arguments: String
    }

    static let reads = [
        Read(
            testDescription: "events of a conversation", statement: PackageResources.read_conversation_events_sql,
            arguments: "0, 9223372036854775807, NULL, NULL, 256, '<conversation>', NULL"),
        Read(
            testDescription: "events of a subject", statement: PackageResources.read_subject_events_sql,
            arguments: "0, 9223372036854775807, 'default', NULL, 256, '<subject>'"),
        Read(
            testDescription: "a page of events", statement: PackageResources.read_events_sql,
            arguments: "1000, 1256, NULL, NULL, 256"),
        Read(
            testDescription: "a page from somewhere on", statement: PackageResources.read_events_sql,
            arguments: "5000, 9223372036854775807, NULL, NULL, 256"),
        Read(testDescription: "leaves", statement: PackageResources.read_leaves_sql, arguments: "1024, 1280"),
        Read(
            testDescription: "the latest of a conversation", statement: PackageResources.find_latest_sql,
            arguments: "'{<conversation>}'"),
        Read(
            testDescription: "ids", statement: PackageResources.find_ids_sql,
            arguments: "'{default}', '{<id>}'"),
        Read(
            testDescription: "subjects", statement: PackageResources.find_subjects_sql,
            arguments: "'{default}', ARRAY[sha256('<id>')]"),
        Read(
            testDescription: "data keys", statement: PackageResources.read_subject_keys_sql,
            arguments: "'{<subject>}'"),
        Read(
            testDescription: "kinds of identifiers", statement: PackageResources.find_identifier_kinds_sql,
            arguments: "'{<subject>}'"),
    ]

    /// Both ways in which PostgreSQL plans a prepared statement: for these values, and once for all.
    @Test func `every read uses an index`() async throws {
        try await TestDatabase.with(partitionSize: 2048) { database in
            try await database.withLedger { ledger in
                let subjects = try await ledger.subjects(
                    (0..<500).map {
                        SubjectRequest(tenant: .default, identifiers: [ContactIdentifier(.phone, "\($0)")])
                    })
                for start in stride(from: 0, to: 6000, by: 500) {
                    _ = try await ledger.append(
                        (start..<start + 500).map { number in
                            .note(
                                "\(number)", about: subjects[number % 500],
                                conversation: ledger.conversation(.default, .daybook, "\(number % 300)"))
                        })
                }
            }
            // A table of a few pages is rightly read as a whole, and so is a partition that holds nothing yet.
            try await database.execute(
                """
                INSERT INTO subject_keys (subject, tenant, wrapped)
                  SELECT gen_random_uuid(), 'other', '' FROM generate_series(1, 20000);
                INSERT INTO identifiers (tenant, hash, kind, subject)
                  SELECT 'other', sha256(n::text::bytea), 'phone', gen_random_uuid() FROM generate_series(1, 20000) AS n;
                ANALYZE;
                """)
            let empty = try await database.asOwner { connection in
                try await connection.query(
                    """
                    SELECT child.relname::text FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
                    WHERE inhparent = 'events'::regclass AND child.relpages = 0
                    """
                ).decode(column: 0, as: String.self)
            }
            let (id, subject, conversation) = try await database.asOwner { connection in
                try await connection.query(
                    "SELECT id::text, subject::text, conversation::text FROM events WHERE position = 4000"
                ).decode(String.self, String.self, String.self)[0]
            }
            for read in Self.reads {
                let arguments = read.arguments.replacing("<id>", with: id).replacing("<subject>", with: subject)
                    .replacing("<conversation>", with: conversation)
                for mode in ["force_custom_plan", "force_generic_plan"] {
                    let plan = try await database.asOwner { connection in
                        try await connection.execute("SELECT set_config('plan_cache_mode', \(mode), false)")
                        try await connection.executeScript(
                            "PREPARE read AS \(String(decoding: read.statement, as: UTF8.self))")
                        return try await connection.query(
                            PostgresQuery(sql: "EXPLAIN EXECUTE read (\(arguments))")
                        ).decode(column: 0, as: String.self).joined(separator: "\n")
                    }
                    let scanned = plan.split(separator: "\n").filter { line in
                        line.contains("Seq Scan on") && !empty.contains { line.contains($0) }
                    }
                    #expect(scanned.isEmpty, "\(read.testDescription), \(mode):\n\(plan)")
                    #expect(plan.contains("Index"), "\(read.testDescription), \(mode):\n\(plan)")
                }
            }
        }
    }
}
