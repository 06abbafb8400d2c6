import ProjectionTestSupport
import Testing
import Vocabulary

@testable import Analytics

struct OpeningsFoldTests {
    /// What openings a story of one conversation has: when they opened, were answered and resolved, in hours.
    private static func openings(_ story: Story) throws -> [[Double?]] {
        try OpeningsFold().states(after: story.facts).openings().map { opening in
            [opening.openedAt, opening.answer?.at, opening.resolvedAt].map { moment in
                moment.map { Double($0.microseconds - Story.at(0).microseconds) / Double(Story.hour) }
            }
        }
    }

    enum Act: Sendable {
        case received(Double), sent(Double), closed(Double)
    }

    private static let period: Double = 32 * 24

    @Test(
        arguments: [
            ("one question, one answer", [.received(1), .sent(2)], [[1, 2, nil]]),
            ("the first answer counts", [.received(1), .received(2), .sent(3), .sent(4)], [[1, 3, nil]]),
            ("nobody answered", [.received(1), .received(3)], [[1, nil, nil]]),
            ("we wrote first", [.sent(1), .received(2), .sent(5)], [[2, 5, nil]]),
            ("only we wrote", [.sent(1), .sent(30), .closed(31)], []),
            ("resolved", [.received(1), .sent(2), .closed(3)], [[1, 2, 3]]),
            ("closed without an answer", [.received(1), .closed(3), .sent(4)], [[1, nil, 3]]),
            ("closed twice", [.received(1), .closed(3), .closed(4)], [[1, nil, 3]]),
            (
                "after closing another begins", [.received(1), .closed(3), .received(4), .sent(6)],
                [[1, nil, 3], [4, 6, nil]]
            ),
            ("23 hours are no silence", [.received(1), .received(24.9)], [[1, nil, nil]]),
            ("24 hours are", [.received(1), .received(25)], [[1, nil, nil], [25, nil, nil]]),
            (
                "what we write doesn't break the silence", [.received(1), .sent(20), .received(26)],
                [[1, 20, nil], [26, nil, nil]]
            ),
            ("answered after 28 days", [.received(1), .sent(1 + 28 * 24)], [[1, 673, nil]]),
            ("answered too late", [.received(1), .sent(1.1 + 28 * 24)], [[1, nil, nil]]),
            (
                "into the next period", [.received(period - 1), .sent(period + 1), .closed(period + 9)],
                [[767, 769, 777]]
            ),
            (
                "going on in the next", [.received(period - 1), .received(period + 2), .sent(period + 3)],
                [[767, 771, nil]]
            ),
            (
                "another in the next", [.received(period - 9), .sent(period), .received(period + 15)],
                [[759, 768, nil], [783, nil, nil]]
            ),
            (
                "closed in the next", [.received(period - 1), .closed(period), .received(period + 1)],
                [[767, nil, 768], [769, nil, nil]]
            ),
            (
                "on and on",
                [.received(period - 1), .received(period + 1), .closed(period + 2), .received(period + 3)],
                [[767, nil, 770], [771, nil, nil]]
            ),
            ("an answer told before its question", [.sent(2), .received(1), .sent(5)], [[1, 2, nil]]),
            ("an earlier answer told late", [.received(1), .sent(5), .sent(3)], [[1, 3, nil]]),
            ("the question's beginning told late", [.received(3), .received(1), .sent(4)], [[1, 4, nil]]),
            ("what is long past opens nothing", [.received(100), .received(10)], [[100, nil, nil]]),
            ("from before the closing", [.received(1), .closed(5), .received(4)], [[1, nil, 5]]),
            ("an answer from before the closing", [.received(1), .closed(5), .sent(4)], [[1, 4, 5]]),
        ] as [(String, [Act], [[Double?]])])
    func `openings, answers and resolutions`(what: String, acts: [Act], expected: [[Double?]]) throws {
        var story = Story()
        for act in acts {
            switch act {
            case .received(let hours): story.received(hours)
            case .sent(let hours): story.sent(hours)
            case .closed(let hours): story.closed(hours)
            }
        }
        #expect(try Self.openings(story) == expected, "\(what)")
    }

    @Test(arguments: UInt64(1)...40)
    func `any history has the openings of the definition, whatever periods it is cut into`(seed: UInt64) throws {
        let story = Story.random(seed: seed, 500, lateness: false)
        let expected = openingsByDefinition(story.facts)
        #expect(try OpeningsFold().states(after: story.facts).openings() == expected, "seed \(seed)")
        #expect(expected.count > 20)
    }

    @Test(arguments: UInt64(1)...10)
    func `facts that are folded again change nothing`(seed: UInt64) throws {
        let facts = Story.random(seed: seed, 300, lateness: true).facts
        let once = try OpeningsFold().states(after: facts)
        #expect(try OpeningsFold().states(after: facts, from: once) == once, "seed \(seed)")
    }

    @Test func `who answered, and on which channel it opened, is told`() throws {
        var story = Story()
        story.tell(Story.received(on: Channel(medium: .sms, address: "+1")), at: Story.at(1))
        story.sent(2, by: .automation)
        story.sent(3, by: .human)
        let opening = try #require(try OpeningsFold().states(after: story.facts).openings().first)
        #expect(opening.answer?.nature == .automation)
        #expect(opening.channel == ChannelName(medium: "sms", channel: "+1"))
    }

    @Test func `a row stays small however often a conversation is closed`() throws {
        var story = Story()
        for number in 0..<1000 {
            story.received(Double(number) / 10)
            story.closed(Double(number) / 10 + 0.05)
        }
        let states = try OpeningsFold().states(after: story.facts)
        #expect(states.values.map(\.openings.count) == [OpeningsFold.bound])
    }
}
