import Inbox
import Ledger
import Postgres
import ProjectionTestSupport
import Testing
import Vocabulary

@testable import ProjectionEngine

struct FollowTests {
    @Test func `what is appended is folded, and a read can wait for it`() async throws {
        try await TestLog.with { log in
            try await log.store.install(.tally())
            try await log.following(.tally()) {
                try await log.note("one", on: "a")
                try await log.note("two", on: "a")
                let position = try await log.note("three", on: "b")
                try await log.store.wait(for: "tally", until: position, atMost: .seconds(10))
                #expect(try await log.tallies() == ["three": 1, "two": 2])
                try await log.store.wait(
                    for: "tally", until: try await log.note("clear", on: "a"), atMost: .seconds(10))
                #expect(try await log.tallies() == ["three": 1])
            }
        }
    }

    @Test func `waiting for what isn't there ends in time, and says so`() async throws {
        try await TestLog.with { log in
            try await log.store.install(.tally())
            let error = await #expect(throws: ProjectionError.self) {
                try await log.store.wait(for: "tally", until: Position(5), atMost: .milliseconds(20))
            }
            #expect(error?.code == .behind)
            let unknown = await #expect(throws: ProjectionError.self) {
                try await log.store.wait(for: "nothing", until: .first, atMost: .milliseconds(20))
            }
            #expect(unknown?.code == .notFound)
        }
    }

    @Test func `a follower that was stopped goes on where it left off`() async throws {
        try await TestLog.with { log in
            try await log.following(.tally()) {
                for number in 0..<20 { try await log.note("n\(number)", on: "a") }
                try await log.catchUp(.tally())
            }
            for number in 20..<40 { try await log.note("n\(number)", on: "a") }
            #expect(try await log.tallies() == ["n19": 20])
            try await log.following(.tally()) { try await log.catchUp(.tally()) }
            #expect(try await log.tallies() == ["n39": 40])
        }
    }

    @Test func `while appends queue up a follower gives way, and still gets on`() async throws {
        try await TestLog.with { log in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    while !Task.isCancelled {
                        log.ledger.pressure.note(waiting: AppendPressure.threshold)
                        try await Task.sleep(for: .milliseconds(20))
                    }
                }
                try await log.following(.tally()) {
                    for number in 0..<30 { try await log.note("n\(number)", on: "a") }
                    try await log.catchUp(.tally())
                }
                #expect(try await log.tallies() == ["n29": 30])
                group.cancelAll()
                while let _ = await group.nextResult() {}
            }
        }
    }

    @Test func `two followers of one projection fold each event once`() async throws {
        try await TestLog.with { log in
            try await log.following(.tally()) {
                try await log.following(.tally()) {
                    for number in 0..<60 { try await log.note("n\(number)", on: "c\(number % 3)") }
                    try await log.catchUp(.tally())
                }
            }
            #expect(try await log.tallies() == ["n57": 20, "n58": 20, "n59": 20])
        }
    }

    @Test func `a connection that breaks in the middle of a batch loses and repeats nothing`() async throws {
        try await TestLog.with { log in
            try await log.following(.tally()) {
                try await log.note("one", on: "a")
                try await log.catchUp(.tally())
                for round in 0..<3 {
                    try await log.pool.transaction { connection in
                        // The follower gets as far as the table, with its row locked, and waits.
                        try await connection.execute("LOCK TABLE tally IN ACCESS EXCLUSIVE MODE")
                        try await log.note("again \(round)", on: "a")
                        try await log.note("b \(round)", on: "b\(round)")
                        try await log.breakFollower()
                    }
                }
                try await log.catchUp(.tally())
            }
            #expect(try await log.tallies() == ["again 2": 4, "b 0": 1, "b 1": 1, "b 2": 1])
        }
    }

    @Test func `an event that can't be read is passed over`() async throws {
        try await TestLog.with { log in
            let subject = try await log.ledger.subjects([.tenant(.default)])[0]
            let rubbish = EventDraft(
                tenant: .default, kind: .noteAdded, source: .daybook, key: "rubbish", subject: subject, actor: .system,
                body: .record(Array("{".utf8)))
            _ = try await log.ledger.append([rubbish])
            try await log.note("one", on: "a")
            try await log.following(.tally()) { try await log.catchUp(.tally()) }
            #expect(try await log.tallies() == ["one": 1])
            let batch = try await log.source.facts(from: .first, limit: 10, kinds: [.noteAdded])
            #expect(batch.unreadable == [.first])
            #expect(batch.facts.map(\.fact).first == .other)
        }
    }
}

extension TestLog {
    /// The last note of each conversation, and how many there are.
    func tallies() async throws -> [String: Int64] {
        let rows = try await pool.query("SELECT last, count FROM tally").decode(String.self, Int64.self)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0, $1) })
    }

    /// Ends the session that waits for a lock on the table, once there is one.
    func breakFollower() async throws {
        while try await terminate("SELECT pid FROM pg_locks WHERE relation = 'tally'::regclass AND NOT granted") == 0 {
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Ends the sessions of this database among those that `pids` selects.
    ///
    /// - Returns: how many there were.
    @discardableResult
    func terminate(_ pids: String) async throws -> Int {
        let connection = try await PostgresConnection.connect(owner, logger: logger)
        let count = try await connection.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid IN (\(unsafe: pids))
            """)
        await connection.close()
        return count
    }
}
