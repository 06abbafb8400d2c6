import Glibc
import Postgres
import Testing

@Suite("Cancellation and deadlines")
struct CancellationTests {
    /// What the server says that a backend is doing.
    private func state(of pid: Int, _ observer: PostgresConnection) async throws -> String? {
        try await observer.query("SELECT state FROM pg_stat_activity WHERE pid = \(pid)")
            .decode(column: 0, as: String.self).first
    }

    private func pid(_ connection: PostgresConnection) async throws -> Int {
        try await connection.query("SELECT pg_backend_pid()").decode(column: 0, as: Int.self)[0]
    }

    /// Two connections to one database: one to be interrupted, one to look on.
    private func withPair(_ body: (PostgresConnection, PostgresConnection) async throws -> Void) async throws {
        let configuration = try await testDatabase()
        let connection = try await PostgresConnection.connect(configuration, logger: testLogger)
        let observer = try await PostgresConnection.connect(configuration, logger: testLogger)
        try await body(connection, observer)
        await connection.close()
        await observer.close()
    }

    private func waitUntilActive(_ pid: Int, _ observer: PostgresConnection) async throws {
        while try await observer.query(
            "SELECT 1 FROM pg_stat_activity WHERE pid = \(pid) AND wait_event = 'PgSleep'"
        ).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test func `cancelling the task cancels the statement on the server`() async throws {
        try await withPair { connection, observer in
            let pid = try await pid(connection)
            let code = try await withThrowingTaskGroup(of: PostgresError.Code.self) { group in
                group.addTask { try await postgresError { try await connection.execute("SELECT pg_sleep(60)") }.code }
                try await waitUntilActive(pid, observer)
                group.cancelAll()
                return try await group.next()
            }
            #expect(code == .cancelled)
            #expect(try await state(of: pid, observer) == "idle")
            #expect(try await self.pid(connection) == pid)
        }
    }

    @Test func `a deadline cancels the statement on the server`() async throws {
        try await withPair { connection, observer in
            let pid = try await pid(connection)
            let error = try await postgresError {
                try await connection.execute(PostgresQuery(sql: "SELECT pg_sleep(60)").timeout(.milliseconds(50)))
            }
            #expect(error.code == .deadline)
            #expect(!error.outcomeUnknown)
            #expect(try await state(of: pid, observer) == "idle")
            #expect(try await self.pid(connection) == pid)
        }
    }

    @Test func `a deadline in a pipeline or a script leaves the connection usable`() async throws {
        try await withPair { connection, observer in
            let pid = try await pid(connection)
            let pipeline = try await postgresError {
                _ = try await connection.pipeline(
                    [
                        "SELECT 1", PostgresQuery(sql: "SELECT pg_sleep(60)"), "SELECT 2",
                    ].map { $0.timeout(.milliseconds(50)) })
            }
            #expect(pipeline.code == .deadline)
            let script = try await postgresError {
                try await connection.executeScript("SELECT 1; SELECT pg_sleep(60)", timeout: .milliseconds(50))
            }
            #expect(script.code == .deadline)
            #expect(try await state(of: pid, observer) == "idle")
            #expect(try await self.pid(connection) == pid)
        }
    }

    @Test func `a task cancelled before it asks sends nothing`() async throws {
        try await withPair { connection, observer in
            let code = try await withThrowingTaskGroup(of: PostgresError.Code.self) { group in
                group.cancelAll()
                group.addTask { try await postgresError { try await connection.execute("CREATE TABLE t ()") }.code }
                return try await group.next()
            }
            #expect(code == .cancelled)
            #expect(try await observer.query("SELECT 1 FROM pg_class WHERE relname = 't'").isEmpty)
        }
    }

    @Test func `a transaction whose task is cancelled is rolled back on a connection that goes on`() async throws {
        try await withPair { connection, observer in
            try await connection.execute("CREATE TABLE t (n int)")
            let pid = try await pid(connection)
            let code = try await withThrowingTaskGroup(of: PostgresError.Code.self) { group in
                group.addTask {
                    try await postgresError {
                        try await connection.transaction { connection in
                            try await connection.execute("INSERT INTO t VALUES (1)")
                            try await connection.execute("SELECT pg_sleep(60)")
                        }
                    }.code
                }
                try await waitUntilActive(pid, observer)
                group.cancelAll()
                return try await group.next()
            }
            #expect(code == .cancelled)
            #expect(connection.transactionStatus == .idle)
            #expect(try await connection.query("SELECT * FROM t").isEmpty)
        }
    }

    @Test func `cancelling at random moments never hits the next statement`() async throws {
        try await withPair { connection, _ async throws in
            for round in 0..<40 {
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { _ = try? await connection.execute("SELECT pg_sleep(0.001)") }
                    try? await Task.sleep(for: .microseconds(round * 60))
                    group.cancelAll()
                }
                #expect(try await connection.query("SELECT \(round)").decode(column: 0, as: Int.self) == [round])
            }
        }
    }

    @Test func `a backend that doesn't answer the cancel request costs only its connection`() async throws {
        try await withPair { connection, observer in
            let pid = try await pid(connection)
            // It takes the same user or root to stop a backend; without it there is nothing to see here.
            guard kill(pid_t(pid), SIGSTOP) == 0 else { return }
            defer { kill(pid_t(pid), SIGCONT) }
            let error = try await postgresError {
                try await connection.execute(PostgresQuery(sql: "SELECT 1").timeout(.milliseconds(50)))
            }
            #expect(error.code == .deadline)
            #expect(error.outcomeUnknown)
            #expect(!connection.isUsable)
            #expect(try await observer.query("SELECT 1").count == 1)
        }
    }
}
