import Glibc
import Postgres
import ServiceLifecycle
import Synchronization
import Testing

@Suite("The pool")
struct PoolTests {
    private func withPool(
        _ configuration: PostgresConfiguration, size: Int = 4, leaseTimeout: Duration = .seconds(5),
        _ body: (PostgresPool) async throws -> Void
    ) async throws {
        let pool = PostgresPool(
            configuration: configuration, size: size, leaseTimeout: leaseTimeout, logger: testLogger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run() }
            try await body(pool)
            group.cancelAll()
        }
    }

    @Test func `many callers share few connections`() async throws {
        let configuration = try await testDatabase()
        try await withPool(configuration, size: 3) { pool in
            let pids = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<60 {
                    group.addTask {
                        try await pool.query("SELECT pg_backend_pid(), pg_sleep(0.002)")[0][0].decode(Int.self)
                    }
                }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect((1...3).contains(pids.count))
        }
    }

    @Test func `statements and transactions run on some connection`() async throws {
        try await withPool(try await testDatabase()) { pool in
            try await pool.execute("CREATE TABLE t (n int)")
            try await pool.transaction { _ = try await $0.execute("INSERT INTO t VALUES (1), (2)") }
            await #expect(throws: CancellationError.self) {
                try await pool.transaction { connection in
                    try await connection.execute("DELETE FROM t")
                    throw CancellationError()
                }
            }
            let rows = try await pool.pipeline(["SELECT count(*) FROM t", "SELECT 1"])
            #expect(try rows[0].decode(column: 0, as: Int.self) == [2])
        }
    }

    @Test func `a caller that finds no free connection fails in time`() async throws {
        try await withPool(try await testDatabase(), size: 1, leaseTimeout: .milliseconds(50)) { pool in
            // The first connection may take longer than that.
            while (try? await pool.execute("SELECT 1")) == nil {}
            try await pool.withConnection { _ in
                let error = try await postgresError { try await pool.execute("SELECT 1") }
                #expect(error.code == .unavailable)
            }
            try await pool.execute("SELECT 1")
        }
    }

    @Test func `a caller that is cancelled while it waits leaves no trace`() async throws {
        try await withPool(try await testDatabase(), size: 1, leaseTimeout: .seconds(60)) { pool in
            try await pool.withConnection { _ in
                let code = try await withThrowingTaskGroup(of: PostgresError.Code.self) { group in
                    group.addTask { try await postgresError { try await pool.execute("SELECT 1") }.code }
                    try await Task.sleep(for: .milliseconds(20))
                    group.cancelAll()
                    return try await group.next()
                }
                #expect(code == .cancelled)
            }
            try await pool.execute("SELECT 1")
        }
    }

    @Test func `terminated backends are replaced before anybody gets them`() async throws {
        let configuration = try await testDatabase()
        let administrator = try await PostgresConnection.connect(configuration, logger: testLogger)
        try await withPool(configuration, size: 3) { pool in
            for _ in 0..<5 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<3 { group.addTask { try await pool.execute("SELECT pg_sleep(0.01)") } }
                    try await group.waitForAll()
                }
                try await administrator.execute(
                    """
                    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """)
                try await pool.execute("SELECT 1")
            }
        }
        await administrator.close()
    }

    @Test func `a connection left within a transaction doesn't reach the next caller`() async throws {
        try await withPool(try await testDatabase(), size: 1) { pool in
            try await pool.execute("CREATE TABLE t (n int)")
            try await pool.withConnection { connection async throws in
                try await connection.execute("BEGIN")
                try await connection.execute("INSERT INTO t VALUES (1)")
            }
            try await pool.withConnection { connection async throws in
                #expect(connection.transactionStatus == .idle)
                #expect(try await connection.query("SELECT * FROM t").isEmpty)
            }
        }
    }

    @Test func `a server that isn't there fails callers at once, after a moment's grace`() async throws {
        let configuration = PostgresConfiguration(connectionString: "host=/nowhere user=me")
        try await withPool(configuration, leaseTimeout: .milliseconds(100)) { pool in
            // The first caller may give up before the first attempt to connect has failed.
            var message = ""
            for _ in 0..<1000 where !message.contains("/nowhere") {
                let error = try await postgresError { try await pool.execute("SELECT 1") }
                #expect(error.code == .unavailable)
                #expect(error.isUnavailable)
                message = error.message
            }
            #expect(message.contains("/nowhere"))
        }
    }

    @Test func `a server that goes away and comes back is found again`() async throws {
        let configuration = try await testDatabase()
        let administrator = try await PostgresConnection.connect(configuration, logger: testLogger)
        let socket = try await serverSocket(administrator)
        try await withSocketDirectory { directory in
            // The way to the server is a symbolic link, which can be taken away without stopping the server.
            let link = "\(directory)/\(socket.name)"
            defer { unlink(link) }
            try #require(symlink("\(socket.directory)/\(socket.name)", link) == 0)
            var away = configuration
            away.connectionString += " host=\(directory)"
            try await withPool(away, leaseTimeout: .milliseconds(200)) { pool in
                try await pool.execute("SELECT 1")
                unlink(link)
                try await administrator.execute(
                    """
                    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """)
                #expect(try await postgresError { try await pool.execute("SELECT 1") }.code == .unavailable)
                try #require(symlink("\(socket.directory)/\(socket.name)", link) == 0)
                var attempts = 0
                while true {
                    do {
                        try await pool.execute("SELECT 1")
                        break
                    } catch let error as PostgresError where error.isUnavailable && attempts < 1000 {
                        attempts += 1
                        try await Task.sleep(for: .milliseconds(10))
                    }
                }
            }
        }
        await administrator.close()
    }

    @Test func `graceful shutdown waits for what is leased and refuses the rest`() async throws {
        let pool = PostgresPool(configuration: try await testDatabase(), size: 2, logger: testLogger)
        let finished = Flag()
        let group = ServiceGroup(services: [pool], logger: testLogger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                try await group.run()
                finished.value.withLock { $0 = true }
            }
            try await pool.withConnection { connection async throws in
                await group.triggerGracefulShutdown()
                while true {
                    do { try await pool.execute("SELECT 1") } catch let error as PostgresError {
                        #expect(error.code == .unavailable)
                        break
                    }
                }
                #expect(try await connection.query("SELECT 1").count == 1)
                #expect(!finished.value.withLock { $0 })
            }
            try await tasks.waitForAll()
        }
        #expect(finished.value.withLock { $0 })
    }

    private final class Flag: Sendable {
        let value = Mutex(false)
    }

    @Test func `a pool runs once`() async throws {
        try await withPool(try await testDatabase()) { pool in
            try await pool.execute("SELECT 1")
            let error = try await postgresError { try await pool.run() }
            #expect(error.code == .invalidState)
        }
    }
}
