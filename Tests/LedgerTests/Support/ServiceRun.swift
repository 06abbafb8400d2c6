import Logging
import ServiceLifecycle

/// Runs services until it is told to end.
struct ServiceRun: Sendable {
    private let group: ServiceGroup

    init(_ services: [any Service]) {
        group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: services, gracefulShutdownSignals: [], logger: .quiet))
    }

    func run() async throws {
        try await group.run()
    }

    /// Begins a graceful shutdown; `run` returns when it is done.
    func shutDown() async {
        await group.triggerGracefulShutdown()
    }
}
