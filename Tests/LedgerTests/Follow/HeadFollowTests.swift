import Ledger
import Postgres
import Testing
import Vocabulary

/// The head watcher, as a running ledger feeds it.
struct HeadFollowTests {
    /// Tells the log's channel a size that the log doesn't have: only who listens can know it.
    private static func notify(_ size: Int, in database: TestDatabase) async throws {
        try await database.asOwner { connection in
            _ = try await connection.query("SELECT pg_notify('daybook_public', \(String(size)))")
        }
    }

    /// Notifies until the watcher has heard it.
    private static func hear(_ size: Int, _ ledger: Ledger, _ database: TestDatabase) async throws {
        for _ in 0..<600 {
            try await Self.notify(size, in: database)
            if await ledger.head.wait(beyond: Int64(size) - 1, atMost: .milliseconds(50)) >= size { return }
        }
        Issue.record("the notification was never heard")
    }

    @Test func `a follower is woken by each append, its own or another process's`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { one in
                try await database.withLedger { other in
                    let subject = try await one.contact()
                    for size in 0..<10 {
                        let ledger = size % 2 == 0 ? one : other
                        async let known = one.head.wait(beyond: Int64(size), atMost: .seconds(30))
                        try await ledger.record(size..<size + 1, about: subject)
                        #expect(await known > Int64(size))
                    }
                }
            }
        }
    }

    @Test func `a ledger knows at once how large the log is`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { try await $0.record(0..<5, about: try await $0.contact()) }
            let ledger = try await database.open()
            #expect(ledger.head.size == 5)
        }
    }

    @Test func `it listens again when its connection was broken`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                try await Self.hear(1000, ledger, database)
                try await database.asOwner { connection in
                    _ = try await connection.query(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                        """)
                }
                try await Self.hear(2000, ledger, database)
            }
        }
    }

    @Test func `what no notification told is found by asking`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                try await database.execute("UPDATE head SET size = 77")
                #expect(await ledger.head.wait(beyond: 0, atMost: .seconds(30)) == 77)
            }
        }
    }
}
