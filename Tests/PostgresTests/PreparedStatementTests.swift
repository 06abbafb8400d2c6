import Testing

@testable import Postgres

@Suite("Prepared statements")
struct PreparedStatementTests {
    private func prepared(_ connection: PostgresConnection) async throws -> Int {
        try await connection.query("SELECT count(*) FROM pg_prepared_statements").decode(column: 0, as: Int.self)[0]
    }

    @Test func `the same text is prepared once, even twice in a pipeline`() async throws {
        try await withConnection { connection in
            for n in 1...3 {
                let rows = try await connection.pipeline(["SELECT \(n) + 1", "SELECT \(10 * n) + 1"])
                #expect(try rows.map { try $0.decode(column: 0, as: Int.self) } == [[n + 1], [10 * n + 1]])
            }
            #expect(try await prepared(connection) == 1)
        }
    }

    @Test func `a statement that is planned anew isn't kept`() async throws {
        try await withConnection { connection in
            let query: PostgresQuery = "SELECT \(1) + 1"
            for _ in 0..<2 {
                let sum = try await connection.query(query.plannedAnew).decode(column: 0, as: Int.self)
                #expect(sum == [2])
            }
            let count = try await prepared(connection)
            #expect(count == 0)
        }
    }

    @Test func `the least recently used make room, and are dropped on the server`() async throws {
        try await withConnection {
            $0.preparedStatements = 4
        } _: { connection in
            for n in 1...20 { try await connection.execute("SELECT \(unsafe: "\(n)") + \(n)") }
            // What was evicted last is dropped with the next query.
            #expect(try await prepared(connection) <= 5)
        }
    }

    @Test func `a table that changed its shape doesn't break a statement`() async throws {
        try await withConnection { connection in
            try await connection.executeScript("CREATE TABLE t (a int); INSERT INTO t VALUES (1)")
            let query: PostgresQuery = "SELECT * FROM t WHERE a = \(1)"
            #expect(try await connection.query(query).columnCount == 1)
            try await connection.execute("ALTER TABLE t ADD COLUMN b int")
            #expect(try await connection.query(query).columnCount == 2)
            try await connection.execute("ALTER TABLE t ADD COLUMN c int")
            let count = try await connection.transaction { try await $0.query(query).columnCount }
            #expect(count == 3)
            try await connection.execute("ALTER TABLE t ADD COLUMN d int")
            let error = try await postgresError {
                try await connection.transaction { connection in
                    try await connection.execute("SELECT 1")
                    try await connection.execute(query)
                }
            }
            #expect(error.sqlState == "0A000")
            #expect(try await connection.query(query).columnCount == 4)
        }
    }

    @Test func `statements dropped behind our back are prepared again`() async throws {
        try await withConnection { connection in
            let query: PostgresQuery = "SELECT \(1) + 1"
            try await connection.execute(query)
            try await connection.execute("DEALLOCATE ALL")
            #expect(try await connection.query(query).decode(column: 0, as: Int.self) == [2])
        }
    }

    @Test func `the cache keeps what is used and forgets what is confirmed`() {
        var cache = StatementCache(capacity: 2)
        let keys = (0..<3).map { StatementCache.Key(statement: PostgresStatement("SELECT \($0)"), types: []) }
        cache.insert("a", for: keys[0])
        cache.insert("b", for: keys[1])
        #expect(cache.name(for: keys[0]) == "a")
        cache.insert("c", for: keys[2])
        #expect(cache.name(for: keys[1]) == nil)
        #expect(cache.name(for: keys[0]) == "a")
        #expect(cache.dropped == ["b"])
        cache.forget("b")
        #expect(cache.dropped.isEmpty)
        cache.invalidate(keys[0])
        #expect(cache.dropped == ["a"])
        #expect(cache.count == 1)
    }

    @Test func `other parameter types make another statement`() {
        let text = PostgresStatement("SELECT $1")
        let same = PostgresStatement("SELECT $1")
        #expect(StatementCache.Key(statement: text, types: [20]) == StatementCache.Key(statement: same, types: [20]))
        #expect(StatementCache.Key(statement: text, types: [20]) != StatementCache.Key(statement: same, types: [25]))
    }

    @Test(
        "a statement that may end a transaction is known as such",
        arguments: [
            ("COMMIT", true), ("  -- why\n commit work", true), ("END", true), ("INSERT INTO t VALUES ($1)", false),
            ("SELECT ending, commitment FROM t", false),
        ])
    func mayCommit(_ sql: String, _ expected: Bool) {
        #expect(PostgresStatement(sql).mayCommit == expected)
    }
}
