import Logging
import TestSupport
import Testing

@testable import DaybookClient

/// A client whose server is the stand-in.
struct Agent {
    let client: DaybookClient
    let standIn: StandIn
    /// The longest that a call may take.
    let timeout: Duration

    /// What a noisy machine may add to a time-out: still far from what a call would take that has none.
    static let tolerance = Duration.seconds(1)

    static func with(
        _ manner: StandIn.Manner = .fair, timeout: Duration = .milliseconds(600), runs: Bool = false,
        folder: Folder? = nil, configure: (inout DaybookClient.Configuration) -> Void = { _ in },
        _ body: (Agent) async throws -> Void
    ) async throws {
        try await StandIn.with(manner) { standIn in
            let own = try Folder()
            defer { own.remove() }
            var configuration = configuration(standIn, folder ?? own)
            configuration.timeout = timeout
            configure(&configuration)
            let client = try await DaybookClient(
                configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            let agent = Agent(client: client, standIn: standIn, timeout: timeout)
            try await withThrowingTaskGroup(of: Void.self) { group in
                if runs { group.addTask { await client.run() } }
                try await body(agent)
                group.cancelAll()
            }
            await client.close()
        }
    }

    static func configuration(_ standIn: StandIn, _ folder: Folder) -> DaybookClient.Configuration {
        var configuration = DaybookClient.Configuration(
            baseURL: standIn.url, apiKey: "key", queueFolder: folder.queue)
        configuration.usesEnvironmentProxy = false
        configuration.shortestPause = .milliseconds(20)
        configuration.longestPause = .milliseconds(200)
        configuration.retryTimeout = .seconds(1)
        return configuration
    }

    /// Calls, and checks that the call is over in time.
    func inTime<R: Sendable>(
        _ call: () async -> R, sourceLocation: SourceLocation = #_sourceLocation
    ) async -> R {
        let (result, time) = await Lateness.time(call)
        #expect(time < timeout + Self.tolerance, "a call took \(time)", sourceLocation: sourceLocation)
        return result
    }

    func say(_ text: String, in session: String = "s", sourceLocation: SourceLocation = #_sourceLocation) async
        -> WriteOutcome
    {
        await inTime(
            { await client.addMessage(text, role: .user, to: session) }, sourceLocation: sourceLocation)
    }
}

extension WriteOutcome {
    var isRecorded: Bool {
        if case .recorded = self { true } else { false }
    }

    var refusal: Refusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }
}
