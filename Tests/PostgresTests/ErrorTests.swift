import Postgres
import Testing

@Suite("Errors")
struct ErrorTests {
    @Test(
        "the server's refusals carry their SQLSTATE",
        arguments: [
            ("SELECT 1/0", "22012"), ("SELEC 1", "42601"), ("SELECT * FROM nowhere", "42P01"), ("SELECT x", "42703"),
            ("SELECT 'secret-value'::int", "22P02"),
            ("DO $$ BEGIN RAISE 'secret-value' USING ERRCODE = 'DB001'; END $$", "DB001"),
        ])
    func sqlState(_ sql: String, _ state: String) async throws {
        try await withConnection { connection in
            let error = try await postgresError { try await connection.execute(PostgresQuery(sql: sql)) }
            #expect(error.code == .server(state))
            #expect(error.sqlState == state)
            #expect(!error.outcomeUnknown)
            #expect(!error.isUnavailable)
            #expect(!"\(error)".contains("secret-value"))
            #expect(!"\(error)".contains(sql))
            #expect(try await connection.query("SELECT 1").count == 1)
        }
    }

    @Test func `a unique violation names its constraint and keeps the data apart`() async throws {
        try await withConnection { connection in
            try await connection.executeScript("CREATE TABLE people (mail text CONSTRAINT one_mail UNIQUE)")
            let insert: PostgresQuery = "INSERT INTO people VALUES (\("someone@example.org"))"
            try await connection.execute(insert)
            let error = try await postgresError { try await connection.execute(insert) }
            #expect(error.isUniqueViolation)
            #expect(error.server?.constraint == "one_mail")
            #expect(error.server?.detail?.contains("someone@example.org") == true)
            #expect("\(error)".contains("one_mail"))
            #expect(!"\(error)".contains("someone"))
            #expect(String(reflecting: error).contains("someone"))
        }
    }

    @Test func `a backend that is terminated is a lost connection, which stays closed`() async throws {
        try await withConnection { connection in
            let error = try await postgresError {
                try await connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
            }
            #expect(error.code == .connectionLost)
            #expect(error.sqlState == "57P01")
            #expect(error.isUnavailable)
            #expect(error.outcomeUnknown)
            #expect(!connection.isUsable)
            let later = try await postgresError { try await connection.execute("SELECT 1") }
            #expect(later.code == .connectionLost)
            #expect(!later.outcomeUnknown)
        }
    }

    @Test func `what is lost within a transaction is certainly not committed, except its COMMIT`() async throws {
        let configuration = try await testDatabase()
        for (last, unknown) in [("SELECT 1", false), ("COMMIT", true)] {
            let connection = try await PostgresConnection.connect(configuration, logger: testLogger)
            try await connection.execute("BEGIN")
            let queries: [PostgresQuery] = ["SELECT pg_terminate_backend(pg_backend_pid())", PostgresQuery(sql: last)]
            let error = try await postgresError { _ = try await connection.pipeline(queries) }
            #expect(error.code == .connectionLost)
            #expect(error.outcomeUnknown == unknown, "\(last)")
        }
    }

    @Test(
        "conditions are told apart",
        arguments: [
            (PostgresError(.server("40001"), ""), false, true), (PostgresError(.server("40P01"), ""), false, true),
            (PostgresError(.server("57P03"), ""), true, false), (PostgresError(.server("53300"), ""), true, false),
            (PostgresError(.server("08006"), ""), true, false), (PostgresError(.server("23505"), ""), false, false),
            (PostgresError(.unavailable, ""), true, false), (PostgresError(.deadline, ""), false, false),
        ])
    func conditions(_ error: PostgresError, _ isUnavailable: Bool, _ isSerializationFailure: Bool) {
        #expect(error.isUnavailable == isUnavailable)
        #expect(error.isSerializationFailure == isSerializationFailure)
    }
}
