import Postgres
import Testing

private struct Refusal: Error {}

@Suite("Transactions")
struct TransactionTests {
    private func withTable(_ body: (PostgresConnection) async throws -> Void) async throws {
        try await withConnection { connection in
            try await connection.execute(
                "CREATE TABLE t (n int PRIMARY KEY, m int REFERENCES t DEFERRABLE INITIALLY DEFERRED)")
            try await body(connection)
        }
    }

    private func rows(_ connection: PostgresConnection) async throws -> [Int] {
        try await connection.query("SELECT n FROM t ORDER BY n").decode(column: 0)
    }

    @Test func `what returns is committed`() async throws {
        try await withTable { connection in
            let count = try await connection.transaction { connection in
                try await connection.execute("INSERT INTO t VALUES (1)")
                #expect(connection.transactionStatus == .inTransaction)
                return try await connection.execute("INSERT INTO t VALUES (2), (3)")
            }
            #expect(count == 2)
            #expect(connection.transactionStatus == .idle)
            #expect(try await rows(connection) == [1, 2, 3])
        }
    }

    @Test func `what throws is rolled back, and its own error comes back`() async throws {
        try await withTable { connection async throws in
            await #expect(throws: Refusal.self) {
                try await connection.transaction { connection in
                    try await connection.execute("INSERT INTO t VALUES (1)")
                    throw Refusal()
                }
            }
            #expect(connection.transactionStatus == .idle)
            #expect(try await rows(connection).isEmpty)
        }
    }

    @Test func `a body that swallows a failure isn't told that it committed`() async throws {
        try await withTable { connection in
            let error = try await postgresError {
                try await connection.transaction { connection in
                    try await connection.execute("INSERT INTO t VALUES (1)")
                    _ = try? await connection.execute("SELECT 1/0")
                }
            }
            #expect(error.sqlState == "25P02")
            #expect(try await rows(connection).isEmpty)
            #expect(connection.transactionStatus == .idle)
        }
    }

    @Test func `a constraint that fails at COMMIT rolls back`() async throws {
        try await withTable { connection in
            let error = try await postgresError {
                _ = try await connection.transaction { try await $0.execute("INSERT INTO t VALUES (1, 99)") }
            }
            #expect(error.sqlState == "23503")
            #expect(!error.outcomeUnknown)
            #expect(connection.transactionStatus == .idle)
            #expect(try await rows(connection).isEmpty)
        }
    }

    @Test func `a body that asks nothing costs no round trip and leaves nothing open`() async throws {
        try await withTable { connection in
            try await connection.transaction { #expect($0.transactionStatus == .inTransaction) }
            #expect(connection.transactionStatus == .idle)
            await #expect(throws: Refusal.self) { try await connection.transaction { _ in throw Refusal() } }
            #expect(connection.transactionStatus == .idle)
            #expect(try await rows(connection).isEmpty)
        }
    }

    @Test(
        "options reach the server",
        arguments: [
            (PostgresTransactionOptions.readCommitted, "read committed", "off"),
            (.repeatableRead, "repeatable read", "off"), (.serializable, "serializable", "off"),
            (.snapshot, "repeatable read", "on"),
        ])
    func options(_ options: PostgresTransactionOptions, _ isolation: String, _ readOnly: String) async throws {
        try await withConnection { connection in
            let found = try await connection.transaction(options) { connection in
                try await connection.query(
                    "SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')"
                ).decode(String.self, String.self).map { [$0, $1] }
            }
            #expect(found == [[isolation, readOnly]])
        }
    }

    @Test func `transactions don't nest`() async throws {
        try await withTable { connection in
            let error = try await postgresError {
                try await connection.transaction { connection in
                    try await connection.transaction { _ in }
                }
            }
            #expect(error.code == .invalidState)
        }
    }

    @Test func `scripts and COPY join the transaction`() async throws {
        try await withTable { connection async throws in
            await #expect(throws: Refusal.self) {
                try await connection.transaction { connection in
                    try await connection.executeScript("INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)")
                    throw Refusal()
                }
            }
            await #expect(throws: Refusal.self) {
                try await connection.transaction { connection in
                    try await connection.copyIn("COPY t (n) FROM STDIN (FORMAT binary)") { try $0.writeRow(Int32(5)) }
                    throw Refusal()
                }
            }
            #expect(try await rows(connection).isEmpty)
        }
    }
}
