import TestSupport
import Testing
import Vocabulary

@testable import DaybookClient

/// The server is there for the agent in no way that it should be.
@Suite(.serialized, .timeLimit(.minutes(2))) struct OutageTests {
    static let manners: [StandIn.Manner] = [
        .down, .silent, .stallsInHead, .stallsInBody, .resets, .answers(500), .answers(502), .answers(503),
        .answers(429, retryAfter: 1), .answers(401), .answers(200), .answers(302),
    ]

    @Test(arguments: manners)
    func `each call returns in time, and what was said arrives once and in order afterwards`(
        manner: StandIn.Manner
    ) async throws {
        try await Agent.with { agent in
            for session in ["a", "b"] { agent.standIn.addSession(session) }
            agent.standIn.manner = manner
            for number in 0..<6 {
                for session in ["a", "b"] {
                    #expect(await agent.say("\(session)\(number)", in: session) == .queued)
                }
            }
            let read = await agent.inTime { await agent.client.conversation(id: "a") }
            guard case .unavailable = read else {
                Issue.record("\(read)")
                return
            }
            #expect(agent.client.metrics.queueDepth == 12)
            #expect(agent.standIn.recorded.isEmpty)

            agent.standIn.manner = .fair
            #expect(await agent.client.flush(within: .seconds(10)))
            for session in ["a", "b"] {
                #expect(agent.standIn.contents(session) == (0..<6).map { "\(session)\($0)" })
            }
            let metrics = agent.client.metrics
            #expect((metrics.queued, metrics.deliveredLate, metrics.queueDepth) == (12, 12, 0))
            #expect(metrics.failedAttempts > 0)
        }
    }

    @Test(arguments: [StandIn.Manner.silent, .stallsInBody])
    func `a server that is known not to answer costs no further call its time-out`(manner: StandIn.Manner) async throws
    {
        try await Agent.with(
            manner,
            configure: {
                $0.shortestPause = .seconds(20); $0.longestPause = .seconds(20)
            }
        ) {
            agent in
            let (_, time) = await Lateness.time {
                for number in 0..<50 { #expect(await agent.say("\(number)", in: "s\(number)") == .queued) }
            }
            #expect(time < agent.timeout + .seconds(5), "50 calls took \(time)")
            #expect(agent.standIn.requests == 1)
        }
    }

    @Test(arguments: [
        StandIn.Manner.cuts(every: 3, recorded: false), .cuts(every: 3, recorded: true),
        .cuts(every: 2, recorded: true),
    ])
    func `a server that cuts requests off gets each write once and in order, while agents go on`(
        manner: StandIn.Manner
    ) async throws {
        try await Agent.with(manner, runs: true) { agent in
            let sessions = (0..<4).map { "s\($0)" }
            for session in sessions { agent.standIn.addSession(session) }
            await withTaskGroup(of: Void.self) { group in
                for session in sessions {
                    group.addTask {
                        for number in 0..<25 {
                            let outcome = await agent.say("\(number)", in: session)
                            #expect(outcome.isTaken, "\(outcome)")
                        }
                    }
                }
            }
            #expect(await agent.client.flush(within: .seconds(20)))
            for session in sessions { #expect(agent.standIn.contents(session) == (0..<25).map(String.init)) }
            // Cut off after they had been recorded, some came twice.
            if case .cuts(_, true) = manner { #expect(agent.standIn.repetitions > 0) }
        }
    }

    @Test func `what runs in the background delivers without being asked`() async throws {
        try await Agent.with(.down, runs: true) { agent in
            agent.standIn.addSession("s")
            for number in 0..<5 { #expect(await agent.say("\(number)") == .queued) }
            agent.standIn.manner = .fair
            #expect(await eventually { agent.client.metrics.queueDepth == 0 })
            #expect(agent.standIn.contents("s") == (0..<5).map(String.init))
            #expect(await agent.say("5").isRecorded)
        }
    }

    @Test(arguments: [429, 503]) func `it isn't asked again before the time that it asked for`(status: Int) async throws
    {
        try await Agent.with(.answers(status, retryAfter: 2), runs: true) { agent in
            agent.standIn.addSession("s")
            #expect(await agent.say("0") == .queued)
            agent.standIn.manner = .fair
            #expect(await agent.say("1") == .queued)
            #expect(await eventually { agent.standIn.contents("s") == ["0", "1"] })
            let arrivals = agent.standIn.arrivals
            let pause = arrivals[1] - arrivals[0]
            #expect(pause >= .seconds(2), "\(pause)")
        }
    }

    @Test func `while the background looks for a server that is gone no agent waits for it`() async throws {
        try await Agent.with(.silent, timeout: .seconds(3), runs: true, configure: { $0.retryTimeout = .seconds(3) }) {
            agent in
            #expect(await agent.say("first") == .queued)
            let (_, time) = await Lateness.time {
                // Long enough for some pauses to pass.
                for number in 0..<40 {
                    #expect(await agent.say("\(number)", in: "s\(number)") == .queued)
                    try? await Task.sleep(for: .milliseconds(25))
                }
            }
            #expect(time < .seconds(3), "\(time)")
        }
    }

    @Test func `calls made side by side in one conversation don't wait for a server that is down one after the other`()
        async throws
    {
        try await Agent.with(.silent) { agent in
            let outcomes = await withTaskGroup(of: WriteOutcome.self) { group in
                for number in 0..<20 { group.addTask { await agent.say("\(number)") } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.allSatisfy { $0 == .queued })
            #expect(agent.standIn.requests == 1)
        }
    }
}

/// Waits until something holds; `false` when it never does.
func eventually(_ holds: () -> Bool) async -> Bool {
    let deadline = ContinuousClock.now + .seconds(20)
    while !holds() {
        if ContinuousClock.now > deadline { return false }
        try? await Task.sleep(for: .milliseconds(10))
    }
    return true
}
