import Testing
import Vocabulary

@testable import DaybookClient

/// What the disk keeps, as the agent sees it.
@Suite(.serialized, .timeLimit(.minutes(1))) struct QueueTests {
    @Test func `what was queued when the process was killed is delivered by the next one, in order`() async throws {
        try await Folder.with { killed in
            try await Folder.with { folder in
                try await Agent.with(.down, folder: folder) { agent in
                    for number in 0..<10 { #expect(await agent.say("\(number)") == .queued) }
                    // What a kill leaves: the file as it is, in the middle of a line.
                    killed.makeQueue()
                    try killed.write(folder.bytes("queue/journal") + Array("0badc0de {\"wri".utf8), to: "queue/journal")
                }
            }
            try await Agent.with(folder: killed) { agent in
                agent.standIn.addSession("s")
                #expect(agent.client.metrics.queueDepth == 10)
                let age = try #require(agent.client.metrics.oldestAge)
                #expect(age > .zero && age < .seconds(60))
                // What is written now waits behind what was left.
                #expect(await agent.say("10") == .queued)
                #expect(await agent.client.flush(within: .seconds(10)))
                #expect(agent.standIn.contents("s") == (0...10).map(String.init))
                #expect(agent.client.metrics.oldestAge == nil)
            }
        }
    }

    @Test func `a write is on the disk before it is sent`() async throws {
        try await Folder.with { folder in
            try await Agent.with(.silent, timeout: .seconds(3), folder: folder) { agent in
                async let outcome = agent.say("Hola")
                #expect(await eventually { agent.standIn.requests == 1 })
                #expect(folder.text("queue/journal").contains("Hola"))
                #expect(await outcome == .queued)
            }
        }
    }

    @Test func `a delivered write leaves nothing behind`() async throws {
        try await Folder.with { folder in
            try await Agent.with(folder: folder) { agent in
                agent.standIn.addSession("s")
                #expect(await agent.say("Hola").isRecorded)
                await agent.client.close()
                #expect(folder.bytes("queue/journal").isEmpty)
            }
        }
    }

    @Test func `a full queue says so, and takes again when there is room`() async throws {
        try await Agent.with(.down, configure: { $0.queueWrites = 3 }) { agent in
            for session in ["s", "t"] { agent.standIn.addSession(session) }
            for number in 0..<3 { #expect(await agent.say("\(number)") == .queued) }
            #expect(await agent.say("3").refusal?.code == .queueFull)
            #expect(await agent.say("x", in: "t").refusal?.code == .queueFull)
            #expect(agent.client.metrics.refused == 2)
            agent.standIn.manner = .fair
            // One that needs no place in the queue, since nothing of its conversation is in it.
            #expect(await eventually { agent.client.metrics.queueDepth == 3 })
            try await Task.sleep(for: .milliseconds(250))
            #expect(await agent.say("y", in: "t").isRecorded)
            #expect(await agent.client.flush(within: .seconds(10)))
            #expect(agent.standIn.contents("s") == ["0", "1", "2"])
            #expect(await agent.say("3").isRecorded)
        }
    }

    @Test func `two clients can't have one folder`() async throws {
        try await Folder.with { folder in
            try await Agent.with(folder: folder) { agent in
                let configuration = Agent.configuration(agent.standIn, folder)
                let error = await #expect(throws: DaybookClientError.self) { try await DaybookClient(configuration) }
                #expect(error?.code == .queueFolderBusy)
                await agent.client.close()
                let second = try await DaybookClient(configuration)
                await second.close()
            }
        }
    }

    @Test func `a call that is cancelled comes back at once, and what it said arrives all the same`() async throws {
        try await Agent.with(.silent, timeout: .seconds(30)) { agent in
            agent.standIn.addSession("s")
            let start = ContinuousClock.now
            await withTaskGroup(of: Void.self) { group in
                group.addTask { #expect(await agent.say("Hola") == .queued) }
                #expect(await eventually { agent.standIn.requests == 1 })
                group.cancelAll()
            }
            #expect(ContinuousClock.now - start < .seconds(10))
            agent.standIn.manner = .fair
            #expect(await agent.client.flush(within: .seconds(10)))
            #expect(agent.standIn.contents("s") == ["Hola"])
        }
    }

    @Test func `when the client is closed calls are refused`() async throws {
        try await Agent.with { agent in
            await agent.client.close()
            #expect(await agent.say("x").refusal?.code == .closed)
        }
    }

    @Test func `a folder that can't be used is named`() async throws {
        let configuration = DaybookClient.Configuration(
            baseURL: "http://127.0.0.1:1", apiKey: "key", queueFolder: "/proc/nowhere/queue")
        let error = await #expect(throws: DaybookClientError.self) { try await DaybookClient(configuration) }
        #expect(error?.code == .queueFolderUnusable)
        #expect(error?.message.contains("/proc/nowhere/queue") == true)
    }
}
