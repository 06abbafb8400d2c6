import Testing
import Vocabulary

@testable import DaybookClient

/// The server is there, and won't have what it is told.
@Suite(.serialized, .timeLimit(.minutes(1))) struct RefusalTests {
    @Test(arguments: [400, 403, 409, 410, 412, 413, 422])
    func `who is refused is told so at once, with the server's reason`(status: Int) async throws {
        try await Agent.with(.answers(status)) { agent in
            let refusal = try #require(await agent.say("Hola").refusal)
            #expect(refusal.code == .byServer)
            #expect(refusal.status == status)
            #expect(refusal.serverCode == "told_so")
            #expect(agent.client.metrics.queueDepth == 0)
            #expect(agent.client.metrics.refused == 1)
            #expect(agent.standIn.requests == 1)
        }
    }

    @Test func `a queued write that is refused goes to a file, and those behind it go on`() async throws {
        try await Folder.with { folder in
            try await Agent.with(.down, folder: folder) { agent in
                agent.standIn.addSession("s")
                for text in ["before", "refuse me", "after"] { #expect(await agent.say(text) == .queued) }
                agent.standIn.manner = .fair
                #expect(await agent.client.flush(within: .seconds(10)))
                #expect(agent.standIn.contents("s") == ["before", "after"])
                #expect(agent.client.metrics.refused == 1)
                await agent.client.close()
                let line = try JSON(parsing: folder.bytes("queue/refused.jsonl").dropLast())
                #expect(line["status"] == 400)
                #expect(line["message"] == "Not that.")
                #expect(line["write"]?["body"]?.string?.contains("refuse me") == true)
                #expect(folder.bytes("queue/journal").isEmpty)
            }
        }
    }

    @Test func `a refused key holds the queue until there is another one`() async throws {
        try await Agent.with(runs: true) { agent in
            agent.standIn.addSession("s")
            agent.standIn.keysTaken = ["new"]
            for number in 0..<3 { #expect(await agent.say("\(number)") == .queued) }
            try await Task.sleep(for: .milliseconds(500))
            #expect(agent.client.metrics.queueDepth == 3)
            agent.client.use("new")
            #expect(await eventually { agent.standIn.contents("s") == ["0", "1", "2"] })
            #expect(await agent.say("3").isRecorded)
        }
    }

    @Test func `a conversation that nobody knows is refused, one that was begun just now is waited for`() async throws {
        try await Agent.with(runs: true) { agent in
            #expect(await agent.say("x", in: "unknown").refusal?.status == 404)
            let session = try #require(await agent.client.initializeConversation(forUser: "+51999999999"))
            agent.standIn.blindFor = 3
            #expect(await agent.say("0", in: session) == .queued)
            #expect(await agent.say("1", in: session) == .queued)
            #expect(await eventually { agent.standIn.contents(session) == ["0", "1"] })
        }
    }

    @Test func `a conversation that doesn't appear is given up in the end`() async throws {
        try await Agent.with(.down, configure: { $0.missingGrace = .milliseconds(300) }) { agent in
            #expect(await agent.say("x", in: "unknown") == .queued)
            agent.standIn.manner = .fair
            let start = ContinuousClock.now
            #expect(await agent.client.flush(within: .seconds(10)))
            #expect(ContinuousClock.now - start >= .milliseconds(300))
            #expect(agent.client.metrics.refused == 1)
        }
    }

    @Test func `what can't be sent isn't`() async throws {
        try await Agent.with { agent in
            let client = agent.client
            let outcomes = [
                await client.sync(AgentState(), of: "s"), await client.updateIntent(nil, of: "s"),
                await client.updateContext([:], of: "s"), await client.linkOrder("o", to: ""),
                await client.addMessage("x", role: .bot, to: ".."),
            ]
            #expect(outcomes.allSatisfy { $0.refusal?.code == .invalid })
            #expect(await client.initializeConversation(forUser: "nobody") == nil)
            #expect(agent.standIn.requests == 0)
        }
    }
}
