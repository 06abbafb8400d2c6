import Curl
import DaybookClient
import Synchronization
import TestSupport
import Testing
import Vocabulary

extension EndToEnd {
    /// Agents with the client library, whose server is killed and whose network cuts every connection off.
    @Suite struct AgentClientTests {
        private static let agents = 6
        private static let turns = 25
        private static let timeout = Duration.seconds(2)

        @Test
        func `whatever happens between them, the ledger has what agents said once and in order, and none waited long`()
            async throws
        {
            try await Installation.with { installation in
                let key = try await installation.daybook("keys", "create", "--scope", "agent", "--name", "agents")
                try #require(key.status == 0)
                try await Supervisor.with(installation) { supervisor in
                    try await WebRelay.with(port: supervisor.port) { relay in
                        relay.lives = 50...1000
                        let client = try await DaybookClient(
                            Self.configuration(relay, key.output.trimmed, installation.folder))
                        try await Self.untilServed(supervisor)
                        let calls = Calls()
                        let sessions = try await withThrowingTaskGroup(of: Void.self) { group in
                            group.addTask { await client.run() }
                            let sessions = try await Self.talk(client, calls) {
                                // While they talk, the server dies twice.
                                try supervisor.killAndRestart()
                            }
                            relay.lives = nil
                            #expect(await client.flush(within: patience), "\(client.metrics)")
                            group.cancelAll()
                            return sessions
                        }
                        #expect(relay.cuts > 20, "the relay cut \(relay.cuts) connections only")
                        try Self.report(client.metrics, calls, relay)
                        await client.close()
                        try await Self.expectAll(sessions, client: client, installation)
                    }
                }
            }
        }

        /// How long each call took, but for what this process itself was late.
        private final class Calls: Sendable {
            private let all = Mutex<[Duration]>([])

            func time<R: Sendable>(_ call: () async -> R) async -> R {
                let (result, time) = await Lateness.time(call)
                all.withLock { $0.append(time) }
                return result
            }

            var count: Int { all.withLock(\.count) }
            var sorted: [Duration] { all.withLock { $0.sorted() } }
        }

        private static func configuration(
            _ relay: WebRelay, _ key: String, _ folder: ScratchFolder
        ) -> DaybookClient.Configuration {
            var configuration = DaybookClient.Configuration(
                baseURL: "http://127.0.0.1:\(relay.port)", apiKey: .init(key), queueFolder: folder.file("queue"))
            configuration.usesEnvironmentProxy = false
            configuration.timeout = timeout
            configuration.shortestPause = .milliseconds(50)
            configuration.longestPause = .seconds(1)
            configuration.retryTimeout = .seconds(3)
            return configuration
        }

        private static func untilServed(_ supervisor: Supervisor) async throws {
            let client = try Server.makeClient()
            defer { client.close() }
            let request = HTTPRequest(.get, url: "http://127.0.0.1:\(supervisor.port)/readyz")
            try await eventually("a server that serves") { (try? await client.send(request).status) == 200 }
        }

        /// Each agent talks to a person of its own; `disturb` is called when a third of all is said, and when two thirds are.
        ///
        /// - Returns: their sessions.
        private static func talk(
            _ client: DaybookClient, _ calls: Calls, _ disturb: () throws -> Void
        ) async throws -> [String] {
            try await withThrowingTaskGroup(of: String.self) { group in
                for agent in 0..<agents {
                    group.addTask {
                        let phone = "+5199999\(1000 + agent)"
                        let session = await calls.time {
                            await client.initializeConversation(forUser: phone, botID: "bot")
                        }
                        let id = try #require(session)
                        for turn in 0..<turns {
                            let said = await calls.time { await client.addMessage("\(turn)", role: .user, to: id) }
                            #expect(said.isTaken, "\(said)")
                            let synced = await calls.time {
                                await client.sync(AgentState(step: "\(turn)", context: ["n\(turn)": 1]), of: id)
                            }
                            #expect(synced.isTaken, "\(synced)")
                            // An agent that thinks.
                            try await Task.sleep(for: .milliseconds(200))
                        }
                        return id
                    }
                }
                for part in 1...2 {
                    try await eventually("what agents say") { calls.count > agents * turns * 2 * part / 3 }
                    try disturb()
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }

        /// Every call was in time; and what the figures are.
        private static func report(_ metrics: DaybookClient.Metrics, _ calls: Calls, _ relay: WebRelay) throws {
            let times = calls.sorted
            let longest = try #require(times.last)
            #expect(times.count == agents * (2 * turns + 1))
            #expect(longest <= timeout + .seconds(1), "a call took \(longest)")
            #expect(metrics.recorded > 0)
            #expect(metrics.queued > 0)
            #expect(metrics.deliveredLate == metrics.queued)
            #expect(metrics.recorded + metrics.deliveredLate == times.count)
            #expect(metrics.refused == 0)
            let report = """
                calls \(times.count), p99 \(times[(times.count * 99 + 99) / 100 - 1]) (by the client's own figures \(metrics.p99Time)), \
                longest \(longest), time-out \(timeout), recorded at once \(metrics.recorded), queued \(metrics.queued), \
                delivered late \(metrics.deliveredLate), failed attempts \(metrics.failedAttempts), connections cut \(relay.cuts)
                """
            print("Agents:", report)
            Attachment.record(report, named: "agent-client.txt")
        }

        /// The ledger has each write once, those of one conversation in the order in which they were made.
        private static func expectAll(
            _ sessions: [String], client: DaybookClient, _ installation: Installation
        ) async throws {
            #expect(Set(sessions).count == agents)
            try await Server.with(installation) { server in
                let facts = try await server.events().compactMap { $0["body"]?["record"] }
                #expect(facts.count == agents * (2 * turns + 1))
                for session in sessions {
                    let own = facts.filter { $0["session_id"]?.string == session }
                    let expected = ["opened"] + (0..<turns).flatMap { ["said \($0)", "step \($0)"] }
                    #expect(own.map(Self.summary) == expected)
                }
            }
        }

        private static func summary(_ fact: JSON) -> String {
            if let said = fact["message"]?["content"]?.string { return "said \(said)" }
            return fact["step"]?.string.map { "step \($0)" } ?? "opened"
        }
    }
}
