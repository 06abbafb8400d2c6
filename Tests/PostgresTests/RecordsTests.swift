import Postgres
import Testing

@Suite("Rows as a parameter")
struct RecordsTests {
    private let store = PostgresStatement(
        """
        INSERT INTO "odd ""table" (id, name, tags) SELECT id, name, tags FROM unnest($1) \
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, tags = excluded.tags
        """)

    private func withTable(_ body: (PostgresConnection, PostgresRecordType) async throws -> Void) async throws {
        try await withConnection { connection in
            // Its columns stand in another order than they are written in, and one of them is gone.
            try await connection.execute(
                """
                CREATE TABLE "odd ""table" (tags text[], gone int4, name text, twice int8 GENERATED ALWAYS AS (id * 2) STORED,
                  id int8 PRIMARY KEY)
                """)
            try await connection.execute("ALTER TABLE \"odd \"\"table\" DROP COLUMN gone")
            let type = try await PostgresRecordType.find("\"odd \"\"table\"", on: connection)
            try await body(connection, try #require(type))
        }
    }

    private static func write(
        _ id: Int64, _ name: String?, _ tags: [String], to row: inout PostgresCopyWriter
    ) throws(PostgresError) {
        try row.write(id)
        try row.write(name)
        try row.write(tags)
    }

    private func rows(_ connection: PostgresConnection) async throws -> [String] {
        try await connection.query(
            "SELECT format('%s %s %s %s', id, coalesce(name, '-'), tags, twice) FROM \"odd \"\"table\" ORDER BY id"
        ).decode(String.self)
    }

    @Test func `rows go in whether they are there or not`() async throws {
        try await withTable { connection, type in
            var first = PostgresRecords(of: type, columns: ["id", "name", "tags"])
            for id in Int64(1)...3 {
                try first.add { row throws(PostgresError) in try Self.write(id, "n\(id)", ["a", "b"], to: &row) }
            }
            #expect(first.count == 3)
            try await connection.execute(first.query(store))
            var second = PostgresRecords(of: type, columns: ["id", "name", "tags"])
            try second.add { row throws(PostgresError) in try Self.write(2, nil, [], to: &row) }
            try second.add { row throws(PostgresError) in try Self.write(4, "new", ["x, y", "\""], to: &row) }
            try await connection.execute(second.query(store))
            #expect(
                try await rows(connection) == [
                    "1 n1 {a,b} 2", "2 - {} 4", "3 n3 {a,b} 6", "4 new {\"x, y\",\"\\\"\"} 8",
                ])
        }
    }

    @Test func `no rows are no rows, and many are many`() async throws {
        try await withTable { connection, type in
            let none = PostgresRecords(of: type, columns: ["id", "name", "tags"])
            try await connection.execute(none.query(store))
            #expect(try await rows(connection).isEmpty)
            var many = PostgresRecords(of: type, columns: ["id", "name", "tags"])
            let name = String(repeating: "é", count: 700)
            for id in Int64(1)...5000 {
                try many.add { row throws(PostgresError) in try Self.write(id, name, [name], to: &row) }
            }
            #expect(many.byteCount > 10 << 20)
            try await connection.execute(many.query(store))
            let sums = try await connection.query(
                "SELECT count(*), sum(length(name)), max(twice) FROM \"odd \"\"table\""
            ).decode(Int64.self, Int64.self, Int64.self)
            #expect(sums.first?.0 == 5000 && sums.first?.1 == 3_500_000 && sums.first?.2 == 10_000)
        }
    }

    @Test func `a row with too few or too many cells isn't taken`() async throws {
        try await withTable { connection, type in
            let error = try await postgresError {
                var records = PostgresRecords(of: type, columns: ["id", "name", "tags"])
                try records.add { row throws(PostgresError) in try row.write(Int64(1)) }
            }
            #expect(error.code == .encoding)
            let other = try await postgresError {
                var records = PostgresRecords(of: type, columns: ["id"])
                try records.add { row throws(PostgresError) in
                    try row.write(Int64(1))
                    try row.write(Int64(2))
                }
            }
            #expect(other.code == .encoding)
        }
    }

    @Test func `a table that isn't there has no type`() async throws {
        try await withConnection { connection in
            let type = try await PostgresRecordType.find("nowhere", on: connection)
            #expect(type == nil)
        }
    }
}
