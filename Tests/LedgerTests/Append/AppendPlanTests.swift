import Cryptography
import MerkleLog
import Testing
import Vocabulary

@testable import Ledger

struct AppendPlanTests {
    private static let key = IdentifierKey([1])
    private static let dataKey = SymmetricKey.random()
    private static let subject = SubjectID(high: 1, low: 1)
    private static let talk = ConversationID(high: 2, low: 2)

    private static func draft(
        _ key: String, _ text: String = "text", conversation: ConversationID? = nil, cause: EventDraft.Cause? = nil,
        occurredAt: Timestamp? = nil
    ) -> SealedDraft {
        SealedDraft(
            .note(key, about: subject, text: text, conversation: conversation, cause: cause, occurredAt: occurredAt),
            identifierKey: Self.key, dataKey: dataKey)
    }

    private static func plan(
        _ requests: [AppendRequest], size: Int = 0, recordedAt: Int64 = 0, latest: [ConversationID: Position] = [:],
        now: Int64 = 100
    ) -> AppendPlan {
        var growth = TreeGrowth()
        for number in 0..<size { _ = growth.append(SHA256.hash([UInt8(truncatingIfNeeded: number)])) }
        let situation = AppendPlan.Situation(
            growth: growth, recordedAt: Timestamp(microseconds: recordedAt), known: [:], latest: latest)
        return AppendPlan(requests, in: situation, now: Timestamp(microseconds: now))
    }

    @Test func `events are numbered in order, from the size of the log`() throws {
        let plan = Self.plan(
            [AppendRequest(drafts: [Self.draft("a"), Self.draft("b")]), AppendRequest(drafts: [Self.draft("c")])],
            size: 300)
        #expect(plan.events.map(\.header.position.rawValue) == [300, 301, 302])
        #expect(try plan.results.map { try $0.get().map(\.receipt.position.rawValue) } == [[300, 301], [302]])
        #expect(plan.growth.range.size == 303)
    }

    @Test(arguments: [(500, 100, 500), (100, 500, 500), (7, 7, 7)])
    func `the ledger's time never goes back`(before: Int64, now: Int64, expected: Int64) {
        let plan = Self.plan([AppendRequest(drafts: [Self.draft("a")])], recordedAt: before, now: now)
        #expect(plan.recordedAt.microseconds == expected)
        #expect(plan.events[0].header.recordedAt.microseconds == expected)
    }

    @Test func `what has no time of its own happened when it was recorded`() {
        let absurd = Timestamp(microseconds: .max)
        let plan = Self.plan([
            AppendRequest(drafts: [
                Self.draft("a"), Self.draft("b", occurredAt: Timestamp(microseconds: 5)),
                Self.draft("c", occurredAt: absurd),
            ])
        ])
        #expect(plan.events.map(\.header.occurredAt.microseconds) == [100, 5, 100])
    }

    @Test func `a repetition within a batch is a duplicate, another content a conflict`() throws {
        let plan = Self.plan([
            AppendRequest(drafts: [Self.draft("a"), Self.draft("a")]), AppendRequest(drafts: [Self.draft("a")]),
            AppendRequest(drafts: [Self.draft("a", "other")]), AppendRequest(drafts: [Self.draft("b")]),
        ])
        let outcomes = try plan.results.flatMap { try $0.get() }
        #expect(outcomes.map(\.isRecorded) == [true, false, false, false, true])
        #expect(outcomes.map(\.isDuplicate) == [false, true, true, false, false])
        #expect(outcomes.map(\.isConflict) == [false, false, false, true, false])
        #expect(outcomes.map(\.receipt.position.rawValue) == [0, 0, 0, 0, 1])
        #expect(plan.events.count == 2)
    }

    @Test func `a sibling's cause is its position, and that of a duplicate where the first one stands`() {
        let plan = Self.plan(
            [
                AppendRequest(drafts: [
                    Self.draft("a"), Self.draft("b", cause: .sibling(0)), Self.draft("c", cause: .sibling(1)),
                ]),
                AppendRequest(drafts: [Self.draft("a"), Self.draft("d", cause: .sibling(0))]),
                AppendRequest(drafts: [Self.draft("e", cause: .event(Position(3)))]),
            ], size: 10)
        #expect(plan.events.map(\.header.cause?.rawValue) == [nil, 10, 11, 10, 3])
    }

    @Test func `a cause that isn't recorded is refused`() throws {
        let plan = Self.plan(
            [
                AppendRequest(drafts: [Self.draft("a"), Self.draft("b", cause: .event(Position(11)))]),
                AppendRequest(drafts: [Self.draft("c")]),
            ], size: 10)
        #expect(throws: LedgerError.self) { try plan.results[0].get() }
        #expect(try plan.results[1].get()[0].receipt.position.rawValue == 10)
    }

    @Test(
        arguments: [
            (nil, nil, true), (nil, 5, true), (4, 4, true), (4, 5, true), (4, nil, false), (4, 3, false),
            (0, nil, false),
        ] as [(Int64?, Int64?, Bool)])
    func `a condition holds when the conversation has nothing after what was seen`(
        latest: Int64?, seen: Int64?, holds: Bool
    ) {
        let condition = AppendCondition(conversation: Self.talk, nothingAfter: seen.map { Position($0) })
        let plan = Self.plan(
            [AppendRequest(drafts: [Self.draft("a", conversation: Self.talk)], condition: condition)], size: 10,
            latest: latest.map { [Self.talk: Position($0)] } ?? [:])
        switch plan.results[0] {
        case .success: #expect(holds)
        case .failure(let error):
            #expect(!holds)
            #expect(error.code == .conditionFailed(latest: Position(latest ?? -1)))
        }
        #expect(plan.events.count == (holds ? 1 : 0))
    }

    @Test func `of two with one condition in a batch the first wins, and its repetition isn't refused`() throws {
        let condition = AppendCondition(conversation: Self.talk, nothingAfter: nil)
        let plan = Self.plan([
            AppendRequest(drafts: [Self.draft("a", conversation: Self.talk)], condition: condition),
            AppendRequest(drafts: [Self.draft("b", conversation: Self.talk)], condition: condition),
            AppendRequest(drafts: [Self.draft("a", conversation: Self.talk)], condition: condition),
            AppendRequest(drafts: [Self.draft("a", "other", conversation: Self.talk)], condition: condition),
        ])
        #expect(try plan.results[0].get()[0].isRecorded)
        #expect(throws: LedgerError.self) { try plan.results[1].get() }
        #expect(try plan.results[2].get()[0].isDuplicate)
        #expect(throws: LedgerError.self) { try plan.results[3].get() }
    }

    @Test func `leaves are those of the header, and tiles are filled on the way`() throws {
        let requests = (0..<300).map { AppendRequest(drafts: [Self.draft("\($0)")]) }
        let plan = Self.plan(requests, size: 250)
        for event in plan.events {
            let stored = StoredEvent(header: event.header, body: event.body, leaf: event.leaf)
            #expect(MerkleTree.leafHash(stored.entry) == event.leaf)
        }
        #expect(
            plan.tiles.map(\.coordinate) == [TileCoordinate(level: 0, index: 0), TileCoordinate(level: 0, index: 1)])
        #expect(plan.tiles[1].hashes.first == plan.events[6].leaf)
    }
}
