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

    @Test func `connections that break in the middle of batches lose and repeat nothing`() async throws {
        try await TestLog.with { log in
            try await log.following(.tally()) {
                for number in 0..<60 {
                    try await log.note("n\(number)", on: "c\(number % 3)")
                    if number % 6 == 0 { try await log.breakProjectors() }
                }
                try await log.catchUp(.tally())
            }
            #expect(try await log.tallies() == ["n57": 20, "n58": 20, "n59": 20])
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

    /// Ends all sessions of the projector's role but the one that asks.
    func breakProjectors() async throws {
        let connection = try await PostgresConnection.connect(owner, logger: logger)
        try await connection.execute(
            """
            SELECT pg_terminate_backend(activity.pid) FROM pg_stat_activity AS activity
            JOIN pg_locks AS held ON held.pid = activity.pid AND held.relation = 'projections'::regclass
            WHERE activity.datname = current_database() AND activity.pid <> pg_backend_pid()
            """)
        await connection.close()
    }
}
