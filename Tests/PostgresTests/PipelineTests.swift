import Postgres
import Testing

@Suite("Pipelines")
struct PipelineTests {
    @Test func `results come in the order of the statements`() async throws {
        try await withConnection { connection in
            let rows = try await connection.pipeline((1...50).map { "SELECT \($0)" })
            #expect(try rows.map { try $0.decode(column: 0, as: Int.self)[0] } == Array(1...50))
            #expect(try await connection.pipeline([]).isEmpty)
        }
    }

    @Test func `the first error undoes the rest, and the connection goes on`() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (n int PRIMARY KEY)")
            let error = try await postgresError {
                _ = try await connection.pipeline([
                    "INSERT INTO t VALUES (\(1))", "INSERT INTO t VALUES (\(1))", "INSERT INTO nowhere VALUES (1)",
                ])
            }
            #expect(error.isUniqueViolation)
            #expect(connection.transactionStatus == .idle)
            #expect(try await connection.query("SELECT * FROM t").isEmpty)
            #expect(try await connection.execute("INSERT INTO t VALUES (\(1))") == 1)
        }
    }

    @Test func `an error within a transaction leaves it failed`() async throws {
        try await withConnection { connection in
            try await connection.execute("BEGIN")
            let error = try await postgresError {
                _ = try await connection.pipeline(["SELECT 1", "SELECT 1/0", "SELECT 2"])
            }
            #expect(error.sqlState == "22012")
            #expect(connection.transactionStatus == .failed)
            try await connection.execute("ROLLBACK")
            #expect(connection.transactionStatus == .idle)
        }
    }

    @Test func `much data goes both ways at once`() async throws {
        try await withConnection { connection in
            let large = [UInt8](repeating: 1, count: 1_000_000)
            let rows = try await connection.pipeline((0..<20).map { _ in "SELECT \(large)" })
            #expect(try rows.allSatisfy { try $0.decode(column: 0, as: [UInt8].self) == [large] })
        }
    }

    @Test func `more parameters than the protocol has room for are refused`() async throws {
        try await withConnection { connection in
            let values = (0..<70_000).map { _ in Int64(1) }
            var query: PostgresQuery.StringInterpolation = .init(literalCapacity: 0, interpolationCount: 0)
            query.appendLiteral("SELECT 1")
            for value in values {
                query.appendLiteral(", ")
                query.appendInterpolation(value)
            }
            let statement = PostgresQuery(stringInterpolation: query)
            let error = try await postgresError { try await connection.execute(statement) }
            #expect(error.code == .encoding)
            #expect(try await connection.query("SELECT 1").count == 1)
        }
    }

    @Test func `a COPY in a pipeline costs the connection, not the program`() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (n int)")
            let error = try await postgresError { try await connection.execute("COPY t FROM STDIN (FORMAT binary)") }
            #expect(error.code == .protocolViolation)
            #expect(!connection.isUsable)
        }
    }
}
