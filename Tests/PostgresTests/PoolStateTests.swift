import TestSupport
import Testing

@testable import Postgres

/// A pool's decisions, step by step: what happens at which second, and what it answers.
@Suite("The pool's state machine")
struct PoolStateTests {
    typealias Action = PoolState.Action

    enum Event: Sendable {
        case start
        case lease(Int)
        case cancel(Int)
        case release(Int, isReusable: Bool = true)
        case opened(Int)
        case failedToOpen(Int)
        case checked(Int, isAlive: Bool)
        case tick
        case shutDown(isForced: Bool = false)
    }

    struct Step: Sendable {
        let time: Double
        let event: Event
        let expected: [Action]

        init(_ time: Double, _ event: Event, _ expected: Action...) {
            self.time = time
            self.event = event
            self.expected = expected
        }
    }

    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var maximum = 2
        let steps: [Step]
    }

    static func seconds(_ time: Double) -> Duration { .milliseconds(Int(time * 1000)) }
    static func wake(_ time: Double) -> Action { .wake(at: seconds(time)) }

    // Back-off without jitter: 0.1 s, 0.2 s, 0.4 s. Checks after 30 s, idle time-out after 300 s.
    static let stories: [Story] = [
        Story(
            testDescription: "the minimum is opened, and handed to whoever asked first",
            steps: [
                Step(0, .lease(1)),
                Step(0, .start, .open(1)),
                Step(0.1, .opened(1), .hand(1, to: 1)),
                Step(0.2, .lease(2), .open(2)),
                Step(0.3, .release(1), .hand(1, to: 2)),
                Step(0.4, .opened(2), wake(30.4)),
            ]),
        Story(
            testDescription: "no more than the maximum is opened, and waiters are served in their order",
            steps: [
                Step(0, .start, .open(1)),
                Step(0, .opened(1), wake(30)),
                Step(1, .lease(1), .hand(1, to: 1)),
                Step(1, .lease(2), .open(2)),
                Step(1, .opened(2), .hand(2, to: 2)),
                Step(1, .lease(3)),
                Step(1, .lease(4)),
                Step(2, .release(2), .hand(2, to: 3)),
                Step(2, .release(1), .hand(1, to: 4)),
                Step(2, .release(1)),
                Step(2, .release(1)),
            ]),
        Story(
            testDescription: "a waiter gives up at its deadline, and not before",
            maximum: 1,
            steps: [
                Step(0, .start, .open(1)),
                Step(0, .opened(1), wake(30)),
                Step(0, .lease(1), .hand(1, to: 1)),
                Step(1, .lease(2)),
                Step(1.5, .lease(3)),
                Step(2.9, .tick),
                Step(3, .tick, .fail(2, .timeout)),
                Step(3.1, .release(1), .hand(1, to: 3)),
            ]),
        Story(
            testDescription: "a waiter that is cancelled gets nothing, once",
            maximum: 1,
            steps: [
                Step(0, .start, .open(1)),
                Step(0, .lease(1)),
                Step(0, .lease(2)),
                Step(0.1, .cancel(1), .fail(1, .cancelled)),
                Step(0.1, .cancel(1)),
                Step(0.2, .opened(1), .hand(1, to: 2)),
                Step(0.2, .cancel(2)),
            ]),
        Story(
            testDescription: "a broken connection is replaced while somebody waits",
            maximum: 1,
            steps: [
                Step(0, .start, .open(1)),
                Step(0, .opened(1), wake(30)),
                Step(0, .lease(1), .hand(1, to: 1)),
                Step(0, .lease(2)),
                Step(1, .release(1, isReusable: false), .close(1), .open(2)),
                Step(1.1, .opened(2), .hand(2, to: 2)),
            ]),
        Story(
            testDescription: "while the server is away attempts are rarer, then callers fail at once, until it is back",
            steps: [
                Step(0, .start, .open(1)),
                Step(0, .lease(1)),
                Step(0, .failedToOpen(1), wake(0.1)),
                Step(0.1, .tick, .open(2), wake(1)),
                Step(0.1, .failedToOpen(2), wake(0.3)),
                Step(0.3, .tick, .open(3), wake(1)),
                Step(0.5, .lease(2)),
                Step(0.5, .failedToOpen(3), wake(0.9)),
                Step(0.9, .tick, .open(4), wake(1)),
                Step(1, .tick, .fail(1, .unreachable), .fail(2, .unreachable)),
                Step(1.2, .lease(3), .fail(3, .unreachable)),
                Step(1.3, .failedToOpen(4), wake(2.1)),
                Step(2.1, .tick, .open(5)),
                Step(2.2, .opened(5), wake(32.2)),
                Step(2.3, .lease(4), .hand(5, to: 4)),
            ]),
        Story(
            testDescription: "attempts that fail together are one failure",
            steps: [
                Step(0, .start, .open(1)),
                Step(0, .lease(1)),
                Step(0, .lease(2), .open(2)),
                Step(0.5, .failedToOpen(1), wake(1.5)),
                Step(0.51, .failedToOpen(2), wake(0.6)),
                Step(0.6, .tick, .open(3), wake(1.5)),
            ]),
        Story(
            testDescription: "idle connections are checked, and closed when they are dead",
            steps: [
                Step(0, .start, .open(1)),
                Step(0, .opened(1), wake(30)),
                Step(29, .tick),
                Step(30, .tick, .check(1)),
                Step(31, .checked(1, isAlive: true), wake(61)),
                Step(61, .tick, .check(1)),
                Step(62, .checked(1, isAlive: false), .close(1), .open(2)),
            ]),
        Story(
            testDescription: "a connection under check serves whoever came meanwhile",
            maximum: 1,
            steps: [
                Step(0, .start, .open(1)),
                Step(0, .opened(1), wake(30)),
                Step(30, .tick, .check(1)),
                Step(30, .lease(1)),
                Step(31, .checked(1, isAlive: true), .hand(1, to: 1)),
            ]),
        Story(
            testDescription: "shutdown waits for what is leased, and takes nobody any more",
            steps: [
                Step(0, .start, .open(1)),
                Step(0, .opened(1), wake(30)),
                Step(0, .lease(1), .hand(1, to: 1)),
                Step(0, .lease(2), .open(2)),
                Step(1, .shutDown(), .fail(2, .shuttingDown), .close(2)),
                Step(1, .opened(2), .close(2)),
                Step(1, .lease(3), .fail(3, .shuttingDown)),
                Step(2, .release(1), .close(1), .finish),
            ]),
        Story(
            testDescription: "a forced shutdown waits for nobody",
            steps: [
                Step(0, .start, .open(1)),
                Step(0, .opened(1), wake(30)),
                Step(0, .lease(1), .hand(1, to: 1)),
                Step(1, .shutDown(isForced: true), .finish),
                Step(2, .release(1)),
            ]),
        Story(
            testDescription: "an idle pool shuts down at once",
            steps: [
                Step(0, .start, .open(1)),
                Step(0, .opened(1), wake(30)),
                Step(1, .shutDown(), .close(1), .finish),
                Step(30, .tick),
            ]),
    ]

    @Test("stories", arguments: stories)
    func story(_ story: Story) {
        var settings = PoolState.Settings()
        settings.maximum = story.maximum
        settings.backoff = PostgresBackoff(base: .milliseconds(100), random: { 1 })
        var state = PoolState(settings: settings)
        for (index, step) in story.steps.enumerated() {
            #expect(apply(step, to: &state) == step.expected, "step \(index)")
        }
    }

    private func apply(_ step: Step, to state: inout PoolState) -> [Action] {
        let now = Self.seconds(step.time)
        return switch step.event {
        case .start: state.start(now: now)
        case .lease(let waiter): state.lease(waiter, now: now)
        case .cancel(let waiter): state.cancel(waiter)
        case .release(let id, let isReusable): state.release(id, isReusable: isReusable, now: now)
        case .opened(let id): state.opened(id, now: now)
        case .failedToOpen(let id): state.failedToOpen(id, now: now)
        case .checked(let id, let isAlive): state.checked(id, isAlive: isAlive, now: now)
        case .tick: state.tick(now: now)
        case .shutDown(let isForced): state.shutDown(isForced: isForced)
        }
    }

    @Test func `whatever happens, nobody is answered twice or forgotten, and the maximum holds`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        var settings = PoolState.Settings()
        settings.maximum = 3
        var state = PoolState(settings: settings)
        var model = Model()
        var now = Duration.zero
        model.note(state.start(now: now))
        for waiter in 1...3000 {
            now += .milliseconds(Int.random(in: 0...200, using: &random))
            switch Int.random(in: 0...6, using: &random) {
            case 0, 1:
                model.waiting.insert(waiter)
                model.note(state.lease(waiter, now: now))
            case 2:
                guard let id = model.leased.randomElement(using: &random) else { continue }
                model.leased.remove(id)
                let isReusable = Int.random(in: 0...3, using: &random) > 0
                model.note(state.release(id, isReusable: isReusable, now: now))
            case 3, 4:
                guard let id = model.opening.randomElement(using: &random) else { continue }
                model.opening.remove(id)
                let works = Bool.random(using: &random)
                model.note(works ? state.opened(id, now: now) : state.failedToOpen(id, now: now))
            case 5: model.note(state.tick(now: now))
            default:
                guard let waiter = model.waiting.randomElement(using: &random) else { continue }
                model.note(state.cancel(waiter))
            }
            #expect(model.mistakes.isEmpty, "seed \(seed)")
            #expect(state.connections.count <= 3, "seed \(seed)")
            #expect(model.waiting == Set(state.waiters.map(\.id)), "seed \(seed)")
        }
        model.note(state.shutDown(isForced: false))
        for id in model.leased { model.note(state.release(id, isReusable: true, now: now)) }
        #expect(model.waiting.isEmpty, "seed \(seed)")
        #expect(model.isFinished, "seed \(seed)")
    }

    /// What the shell would know.
    private struct Model {
        var waiting: Set<Int> = []
        var opening: Set<Int> = []
        var leased: Set<Int> = []
        var isFinished = false
        var mistakes: [String] = []

        mutating func note(_ actions: [Action]) {
            for action in actions {
                switch action {
                case .open(let id): opening.insert(id)
                case .hand(let id, let waiter):
                    if waiting.remove(waiter) == nil { mistakes.append("\(waiter) is answered twice") }
                    if !leased.insert(id).inserted { mistakes.append("\(id) is leased twice") }
                case .fail(let waiter, _):
                    if waiting.remove(waiter) == nil { mistakes.append("\(waiter) is answered twice") }
                case .close(let id):
                    if leased.contains(id) { mistakes.append("\(id) is closed while it is leased") }
                case .finish: isFinished = true
                case .check, .wake: break
                }
            }
        }
    }
}
