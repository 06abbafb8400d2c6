import Cryptography
import MerkleLog
import Postgres
import Testing
import Vocabulary

@testable import Ledger

struct AppendTests {
    @Test func `an event comes back as it was recorded`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let before = Timestamp.now()
                let subject = try await ledger.contact()
                let talk = ledger.conversation(.default, .daybook, "talk")
                let draft = EventDraft(
                    tenant: .default, kind: .messageReceived, source: .twilio, key: "SM1", subject: subject,
                    conversation: talk, actor: .provider(.twilio),
                    occurredAt: Timestamp(microseconds: 1_700_000_000_000_001),
                    body: .verbatim(headers: ["content-type": "text/plain"], bytes: Array("Grüße\u{0}".utf8)))
                let outcome = try await ledger.append([draft])[0]
                #expect(outcome.isRecorded)
                #expect(outcome.receipt.position == .first)
                let stored = try #require(try await ledger.reader.event(at: .first))
                #expect(stored.header.id == outcome.receipt.id)
                #expect(stored.header.kind == .messageReceived)
                #expect(stored.header.subject == subject)
                #expect(stored.header.conversation == talk)
                #expect(stored.header.actor == .provider(.twilio))
                #expect(stored.header.cause == nil)
                #expect(stored.header.occurredAt.microseconds == 1_700_000_000_000_001)
                #expect(stored.header.recordedAt >= before)
                #expect(MerkleTree.leafHash(stored.entry) == stored.leaf)
                #expect(try await ledger.reader.open([stored])[0].body == draft.body)
                #expect(try await ledger.reader.event(at: Position(1)) == nil)
            }
        }
    }

    @Test func `nothing at all is recorded as nothing`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let outcomes = try await ledger.append([])
                let head = try await ledger.reader.head()
                #expect(outcomes == [])
                #expect(head.size == 0)
                #expect(head.root == MerkleTree.emptyRoot)
            }
        }
    }

    @Test func `two thousand appends from 64 tasks are numbered densely, in the order of their commits`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                let positions = try await withThrowingTaskGroup(of: [Int64].self) { group in
                    for task in 0..<64 {
                        group.addTask {
                            var positions: [Int64] = []
                            for number in stride(from: task, to: 2000, by: 64) {
                                let outcome = try await ledger.append([.note("\(number)", about: subject)])[0]
                                #expect(outcome.isRecorded)
                                positions.append(outcome.receipt.position.rawValue)
                            }
                            return positions
                        }
                    }
                    // Who has seen a position has seen everything below it.
                    var seen: Int64 = 0
                    while seen < 2000 {
                        let rows = try await ledger.writerPool.query(
                            "SELECT count(*), COALESCE(max(position) + 1, 0), (SELECT size FROM head) FROM events")
                        let (count, end, size) = try rows.decode(Int64.self, Int64.self, Int64.self)[0]
                        #expect(count == end)
                        #expect(end == size)
                        seen = count
                    }
                    return try await group.reduce(into: [Int64]()) { all, own in
                        #expect(own == own.sorted())
                        all += own
                    }
                }
                #expect(positions.sorted() == Array(0..<2000))
                try await database.expectSound(ledger, size: 2000)
            }
        }
    }

    @Test func `drafts of one append stand together, and a sibling's cause is its position`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<50 {
                        group.addTask {
                            let outcomes = try await ledger.append([
                                .note("\(number) delivery", about: subject, kind: .deliveryReceived),
                                .note("\(number) a", about: subject, cause: .sibling(0)),
                                .note("\(number) b", about: subject, cause: .sibling(0)),
                            ])
                            let first = outcomes[0].receipt.position.rawValue
                            #expect(outcomes.map(\.receipt.position.rawValue) == [first, first + 1, first + 2])
                        }
                    }
                    try await group.waitForAll()
                }
                let events = try await ledger.reader.events(EventSelection())
                for event in events where event.header.kind == .noteAdded {
                    let cause = try #require(event.header.cause)
                    #expect(events[Int(cause.rawValue)].header.kind == .deliveryReceived)
                    #expect((1...2).contains(event.header.position.rawValue - cause.rawValue))
                }
                try await database.expectSound(ledger, size: 150)
            }
        }
    }

    @Test func `an append that is refused leaves nothing behind, all or none`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                let stranger = SubjectID(high: 1, low: 1)
                let unknown = await #expect(throws: LedgerError.self) {
                    try await ledger.append([.note("a", about: subject), .note("b", about: stranger)])
                }
                #expect(unknown?.code == .erased)
                let causeless = await #expect(throws: LedgerError.self) {
                    try await ledger.append([
                        .note("a", about: subject), .note("b", about: subject, cause: .event(Position(9))),
                    ])
                }
                #expect(causeless?.code == .notFound)
                #expect(try await ledger.append([.note("c", about: subject)])[0].receipt.position == .first)
                try await database.expectSound(ledger, size: 1)
            }
        }
    }

    @Test func `one that the database refuses doesn't take the others with it`() async throws {
        try await TestDatabase.with { database in
            // Stands for whatever a database may not like about an event.
            try await database.execute("ALTER TABLE events ADD CHECK (kind <> 'task.created')")
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                let outcomes = await withTaskGroup(of: Bool?.self) { group in
                    for number in 0..<40 {
                        group.addTask {
                            let kind: EventKind = number == 20 ? .taskCreated : .noteAdded
                            return try? await ledger.append([.note("\(number)", about: subject, kind: kind)])[0]
                                .isRecorded
                        }
                    }
                    return await group.reduce(into: [Bool?]()) { $0.append($1) }
                }
                #expect(outcomes.filter { $0 == true }.count == 39)
                #expect(outcomes.filter { $0 == nil }.count == 1)
                try await database.expectSound(ledger, size: 39)
            }
        }
    }

    @Test func `the ledger's time never goes back, though the clock is set back`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                try await database.execute("UPDATE head SET recorded_at = '2100-01-01T00:00:00Z'")
                try await ledger.record(0..<3, about: subject)
                let times = try await ledger.reader.events(EventSelection()).map(\.header.recordedAt)
                #expect(times.map(\.description) == Array(repeating: "2100-01-01T00:00:00Z", count: 3))
                try await database.expectSound(ledger, size: 3)
            }
        }
    }

    @Test func `on graceful shutdown what was accepted is answered first`() async throws {
        try await TestDatabase.with { database in
            let ledger = try await database.open { $0.appends.batch = 5 }
            let group = ServiceRun(ledger.services)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                let subject = try await ledger.contact()
                try await withThrowingTaskGroup(of: Bool.self) { appends in
                    for number in 0..<100 {
                        appends.addTask {
                            do throws(LedgerError) {
                                return try await ledger.append([.note("\(number)", about: subject)])[0].isRecorded
                            } catch {
                                #expect(error.code == .unavailable)
                                return false
                            }
                        }
                    }
                    var recorded: Int64 = try await appends.next() == true ? 1 : 0
                    await group.shutDown()
                    for try await isRecorded in appends where isRecorded { recorded += 1 }
                    // Whoever was told that it is recorded finds it there, and there is nothing else.
                    #expect(try await database.count("SELECT size FROM head") == recorded)
                }
                try await tasks.waitForAll()
                let error = await #expect(throws: LedgerError.self) {
                    try await ledger.append([.note("late", about: subject)])
                }
                #expect(error?.code == .unavailable)
            }
        }
    }
}
