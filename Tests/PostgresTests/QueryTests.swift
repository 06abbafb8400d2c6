import Postgres
import Testing

@Suite("Queries")
struct QueryTests {
    @Test(
        "what is interpolated is bound, never spliced",
        arguments: ["'; DROP TABLE victims; --", "$1", "\\'; SELECT 1", "\u{2019} OR 1=1", "%s\0"])
    func injection(_ hostile: String) async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE victims (name text)")
            if hostile.contains("\0") {
                let error = try await postgresError {
                    try await connection.execute("INSERT INTO victims VALUES (\(hostile))")
                }
                #expect(error.sqlState == "22021")
            } else {
                try await connection.execute("INSERT INTO victims VALUES (\(hostile))")
                let rows = try await connection.query("SELECT name FROM victims WHERE name = \(hostile)")
                #expect(try rows.decode(column: 0, as: String.self) == [hostile])
            }
        }
    }

    @Test(
        "identifiers are quoted",
        arguments: ["plain", "Two Words", "quo\"te", "x\"; DROP TABLE y; --", "ünï", "a\"\"b"])
    func identifiers(_ name: String) async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE \(identifier: name) (\(identifier: name) int)")
            let rows = try await connection.query(
                "SELECT relname, (SELECT count(*) FROM \(identifier: name)) FROM pg_class WHERE relname = \(name)")
            #expect(try rows.decode(String.self, Int.self).map(\.0) == [name])
        }
    }

    @Test func `a zero byte in the SQL is refused before anything is sent`() async throws {
        try await withConnection { connection in
            for query: PostgresQuery in ["SELECT \(identifier: "a\0b")", PostgresQuery(sql: "SELECT 1\0; SELECT 2")] {
                let error = try await postgresError { try await connection.execute(query) }
                #expect(error.code == .encoding)
            }
            #expect(connection.isUsable)
        }
    }

    @Test func `rows are a collection with names and types`() async throws {
        try await withConnection { connection in
            let rows = try await connection.query("SELECT n AS id, n::text AS name FROM generate_series(1, 5) n")
            #expect(rows.count == 5)
            #expect(rows.affected == 5)
            #expect(rows.columnNames == ["id", "name"])
            #expect(rows.columnType(1) == .text)
            #expect(try rows.last?["name"]?.decode(String.self) == "5")
            #expect(rows.first?["other"] == nil)
            #expect(try rows.map { try $0[0].decode(Int.self) } == [1, 2, 3, 4, 5])
            #expect(rows[0][1].withBytes { $0?.byteCount } == 1)
        }
    }

    @Test func `execute tells how many rows it touched`() async throws {
        try await withConnection { connection async throws in
            #expect(try await connection.execute("CREATE TABLE t (n int)") == 0)
            #expect(try await connection.execute("INSERT INTO t SELECT generate_series(1, 10)") == 10)
            #expect(try await connection.execute("UPDATE t SET n = 0 WHERE n > \(7)") == 3)
            #expect(try await connection.execute("DELETE FROM t") == 10)
        }
    }

    @Test func `statements from bytes take their parameters in order`() async throws {
        try await withConnection { connection in
            let statement = PostgresStatement("SELECT $2::text, $1::int8, $3::bool", name: "three")
            let rows = try await connection.query(PostgresQuery(statement, Int64(1), "two", nil))
            let (text, number, truth) = try #require(rows.first).decode(String.self, Int64.self, Bool?.self)
            #expect(text == "two")
            #expect(number == 1)
            #expect(truth == nil)
            let bytes = PostgresQuery(sql: Array("SELECT $1::int8 + 1".utf8), 41)
            #expect(try await connection.query(bytes).decode(column: 0, as: Int.self) == [42])
        }
    }

    @Test func `a script runs several statements and stops at the first that fails`() async throws {
        try await withConnection { connection in
            try await connection.executeScript("CREATE TABLE t (n int); INSERT INTO t VALUES (1); SELECT 1;")
            let error = try await postgresError {
                try await connection.executeScript("INSERT INTO t VALUES (2); SELECT 1/0; INSERT INTO t VALUES (3)")
            }
            #expect(error.sqlState == "22012")
            #expect(try await connection.query("SELECT n FROM t").decode(column: 0, as: Int.self) == [1])
        }
    }

    @Test func `settings, role and application name are made on connecting`() async throws {
        try await withConnection { configuration in
            // A role that every server has.
            configuration.role = "pg_monitor"
            configuration.parameters = ["search_path": "one, two", "synchronous_commit": "off"]
            configuration.applicationName = "tests"
        } _: { connection in
            let rows = try await connection.query(
                """
                SELECT current_user, current_setting('search_path'), current_setting('synchronous_commit'),
                    current_setting('application_name')
                """)
            let row = try #require(rows.first)
            let (role, path, commit, name) = try row.decode(String.self, String.self, String.self, String.self)
            #expect([role, path, commit, name] == ["pg_monitor", "one, two", "off", "tests"])
            #expect(await connection.serverVersion >= 150_000)
        }
    }
}
