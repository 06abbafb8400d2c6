import Ledger
import Postgres
import PostgresCluster
import TestSupport
import Testing
import Vocabulary

/// What callers see when the database fails, and that the ledger goes on by itself.
struct OutageTests {
    /// Repeats an append, as callers do, until it isn't refused any more.
    private static func insist(_ ledger: Ledger, _ draft: EventDraft) async throws -> AppendOutcome {
        for _ in 0..<1200 {
            do throws(LedgerError) {
                return try await ledger.append([draft])[0]
            } catch {
                #expect(error.code == .unavailable)
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        return try await ledger.append([draft])[0]
    }

    /// Repeats a read until the pool has tried the database again.
    private static func insistOnReading(_ ledger: Ledger) async throws {
        for _ in 0..<1200 {
            if (try? await ledger.reader.head()) != nil { return }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Ends all sessions but the one that asks.
    private static func terminateAll(_ database: TestDatabase) async throws {
        try await database.asOwner { connection in
            _ = try await connection.query(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """)
        }
    }

    @Test func `broken connections are replaced, and no append is refused for them`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                for number in 0..<10 {
                    let outcome = try await ledger.append([.note("\(number)", about: subject)])[0]
                    #expect(outcome.isRecorded)
                    try await Self.terminateAll(database)
                }
                try await database.expectSound(ledger, size: 10)
            }
        }
    }

    @Test func `connections that break all the time lose nothing and double nothing`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for task in 0..<8 {
                        group.addTask {
                            for number in 0..<40 {
                                let outcome = try await Self.insist(ledger, .note("\(task)/\(number)", about: subject))
                                #expect(!outcome.isConflict)
                            }
                        }
                    }
                    for _ in 0..<20 {
                        try await Self.terminateAll(database)
                        await Task.yield()
                    }
                    try await group.waitForAll()
                }
                try await database.expectSound(ledger, size: 320)
            }
        }
    }

    @Test func `a stopped database is unavailable, and is used again once it runs`() async throws {
        try await TestCluster.withOwn { cluster in
            try await cluster.createDatabase("log")
            let database = TestDatabase(connectionString: cluster.connectionString(database: "log"))
            try await database.migrate()
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                let first = try await ledger.append([.note("first", about: subject)])[0]
                try await cluster.stop(.immediate)
                let append = await #expect(throws: LedgerError.self) {
                    try await ledger.append([.note("second", about: subject)])
                }
                #expect(append?.code == .unavailable)
                let contact = await #expect(throws: LedgerError.self) { try await ledger.contact("+15550199") }
                #expect(contact?.code == .unavailable)
                let read = await #expect(throws: LedgerError.self) { try await ledger.reader.head() }
                #expect(read?.code == .unavailable)
                try await TestCluster.startOwn(cluster)
                // Not even once it runs does anybody have to do anything.
                #expect(try await Self.insist(ledger, .note("second", about: subject)).isRecorded)
                #expect(try await Self.insist(ledger, .note("first", about: subject)) == .duplicate(first.receipt))
                let size = await ledger.head.wait(beyond: 1, atMost: .seconds(30))
                #expect(size == 2)
                try await Self.insistOnReading(ledger)
                try await database.expectSound(ledger, size: 2)
            }
        }
    }

    /// A commit that waits for a replica which isn't there is on disk already; when its connection breaks, nobody knows.
    @Test func `an append of which nobody knows whether it was committed is found again`() async throws {
        try await TestCluster.withOwn { cluster in
            try await cluster.createDatabase("log")
            let database = TestDatabase(connectionString: cluster.connectionString(database: "log"))
            try await database.migrate()
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                try await ledger.record(0..<3, about: subject)
                try await database.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
                try await database.execute("SELECT pg_reload_conf()")
                let draft = try await Self.appendUntilOneWaits(ledger, about: subject, in: database)
                let size = try #require(try await database.count("SELECT size FROM head"))
                try await database.execute("ALTER SYSTEM RESET synchronous_standby_names")
                try await database.execute("SELECT pg_reload_conf()")
                #expect(try await ledger.append([draft])[0].isDuplicate)
                try await database.expectSound(ledger, size: size)
            }
        }
    }

    /// Appends until a commit waits for the replica, and breaks its connection then: the server takes its time to heed a setting.
    ///
    /// - Returns: the draft whose commit it was.
    private static func appendUntilOneWaits(
        _ ledger: Ledger, about subject: SubjectID, in database: TestDatabase
    ) async throws -> EventDraft {
        try await withThrowingTaskGroup(of: AppendOutcome.self) { group in
            var number = 0
            while true {
                let draft = EventDraft.note("unknown \(number)", about: subject)
                let size = try await database.count("SELECT size FROM head") ?? 0
                group.addTask { try await ledger.append([draft])[0] }
                while try await database.count("SELECT size FROM head") == size {
                    let waiting = try await database.count(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query = 'COMMIT'")
                    guard waiting == 1 else { continue }
                    try await terminateAll(database)
                    let outcome = try await group.next()
                    #expect(outcome?.receipt.position == Position(size))
                    return draft
                }
                _ = try await group.next()
                number += 1
            }
        }
    }

    @Test func `who has no patience left is told so, and may ask again`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger({ $0.appends.patience = .milliseconds(200) }) { ledger in
                let subject = try await ledger.contact()
                try await database.whileHeadIsLocked {
                    let error = await #expect(throws: LedgerError.self) {
                        try await ledger.append([.note("a", about: subject)])
                    }
                    #expect(error?.code == .unavailable)
                }
                #expect(!(try await Self.insist(ledger, .note("a", about: subject)).isConflict))
                try await database.expectSound(ledger, size: 1)
            }
        }
    }

    @Test func `more than the ledger takes on is refused as overloaded`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger({
                $0.appends = BatchQueueLimits(batch: 10, waiting: 20, patience: .seconds(60))
            }) {
                ledger in
                let subject = try await ledger.contact()
                let recorded = try await withThrowingTaskGroup(of: Int64.self) { group in
                    try await database.whileHeadIsLocked {
                        for number in 0..<60 {
                            group.addTask {
                                do throws(LedgerError) {
                                    return try await ledger.append([.note("\(number)", about: subject)]).count == 1
                                        ? 1 : 0
                                } catch {
                                    #expect(error.code == .overloaded)
                                    return 0
                                }
                            }
                        }
                        // At least ten too many, whatever the first batch took: these are answered while the head is locked.
                        for _ in 0..<30 {
                            let isRecorded = try await group.next()
                            #expect(isRecorded == 0)
                        }
                    }
                    return try await group.reduce(0, +)
                }
                #expect((20...30).contains(recorded))
                try await database.expectSound(ledger, size: recorded)
            }
        }
    }

    @Test func `a caller that goes away doesn't take its event along`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                try await withThrowingTaskGroup(of: AppendOutcome.self) { group in
                    try await database.whileHeadIsLocked {
                        group.addTask { try await ledger.append([.note("a", about: subject)])[0] }
                        try await database.untilSomebodyWaitsForTheHead()
                        group.cancelAll()
                    }
                    #expect(try await group.next()?.isRecorded == true)
                }
                try await database.expectSound(ledger, size: 1)
            }
        }
    }
}
