import Postgres
import Testing

@Suite("Notifications")
struct NotificationTests {
    @Test func `notifications arrive with channel and payload, and outlive a lost connection`() async throws {
        let configuration = try await testDatabase()
        let sender = try await PostgresConnection.connect(configuration, logger: testLogger)
        var listening = configuration
        listening.applicationName = "listener"
        let notifications = PostgresNotifications(
            configuration: listening, channels: ["Events", "other"], logger: testLogger,
            backoff: PostgresBackoff(base: .milliseconds(1)))
        var iterator = notifications.makeAsyncIterator()
        #expect(await iterator.next() == .reconnected)
        try await sender.execute("NOTIFY \"Events\", 'one'")
        #expect(await iterator.next() == .notification(PostgresNotification(channel: "Events", payload: "one")))
        try await sender.pipeline(["NOTIFY other", "NOTIFY \"Events\", 'two'", "NOTIFY events, 'nobody listens'"])
            .forEach { _ in }
        #expect(await iterator.next() == .notification(PostgresNotification(channel: "other", payload: "")))
        #expect(await iterator.next() == .notification(PostgresNotification(channel: "Events", payload: "two")))
        let killed = try await sender.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'listener' AND datname = current_database()"
        )
        #expect(killed.count == 1)
        #expect(await iterator.next() == .reconnected)
        try await sender.execute("NOTIFY \"Events\", 'three'")
        #expect(await iterator.next() == .notification(PostgresNotification(channel: "Events", payload: "three")))
        await sender.close()
    }

    @Test func `the sequence ends when its task is cancelled, and its backend goes`() async throws {
        var configuration = try await testDatabase()
        let observer = try await PostgresConnection.connect(configuration, logger: testLogger)
        configuration.applicationName = "cancelled listener"
        let notifications = PostgresNotifications(configuration: configuration, channels: ["c"], logger: testLogger)
        await withTaskGroup(of: Void.self) { group in
            let (ready, readiness) = AsyncStream.makeStream(of: Void.self)
            group.addTask {
                for await element in notifications where element == .reconnected { readiness.yield() }
            }
            for await _ in ready { break }
            group.cancelAll()
        }
        var left = 1
        while left > 0 {
            left = try await observer.query(
                "SELECT 1 FROM pg_stat_activity WHERE application_name = 'cancelled listener'"
            ).count
        }
        await observer.close()
    }

    @Test func `a server that isn't there is tried again until the task is cancelled`() async throws {
        let configuration = PostgresConfiguration(connectionString: "host=/nowhere user=me")
        let notifications = PostgresNotifications(
            configuration: configuration, channels: ["c"], logger: testLogger,
            backoff: PostgresBackoff(base: .milliseconds(1), cap: .milliseconds(2)))
        let count = await withTaskGroup(of: Int.self) { group in
            group.addTask { await notifications.reduce(into: 0) { count, _ in count += 1 } }
            try? await Task.sleep(for: .milliseconds(30))
            group.cancelAll()
            return await group.next()
        }
        #expect(count == 0)
    }

    @Test func `waiting on a connection ends with the time or the task, and leaves it usable`() async throws {
        try await withConnection { connection in
            try await connection.listen("c")
            #expect(try await connection.waitForNotifications(timeout: .milliseconds(10)).isEmpty)
            let code = try await withThrowingTaskGroup(of: PostgresError.Code.self) { group in
                group.addTask {
                    try await postgresError { _ = try await connection.waitForNotifications(timeout: .seconds(60)) }
                        .code
                }
                try await Task.sleep(for: .milliseconds(20))
                group.cancelAll()
                return try await group.next()
            }
            #expect(code == .cancelled)
            try await connection.execute("NOTIFY c, 'mine'")
            #expect(try await connection.waitForNotifications(timeout: .seconds(5)).map(\.payload) == ["mine"])
        }
    }

    @Test(
        "pauses double up to the cap, and jitter takes at most half",
        arguments: [
            (1, 0.0, 25), (1, 1.0, 50), (2, 1.0, 100), (5, 1.0, 800), (6, 1.0, 1000), (6, 0.0, 500), (1000, 1.0, 1000),
        ])
    func backoff(_ failures: Int, _ random: Double, _ milliseconds: Int) {
        #expect(PostgresBackoff(random: { random }).delay(afterFailures: failures) == .milliseconds(milliseconds))
    }
}
