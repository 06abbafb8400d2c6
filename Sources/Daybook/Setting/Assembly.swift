import ArgumentParser
import Ledger
import Logging
import Postgres
import ProjectionEngine
import Server
import ServiceLifecycle
import UnixSignals
import Vocabulary

/// Puts the running service together: the ledger, the followers of its projections, its checkpoints and the HTTP server.
struct Assembly: Sendable {
    var settings: Settings
    var host: String
    var port: Int
    var publicURL: String?
    var logger: Logger

    private var environment: Environment { settings.environment }

    private static let projectorParameters = [
        // What is read for a page takes less time than compiling it would.
        "jit": "off",
        // What a crash of the database takes of a projection is folded again: no disk needs to be waited for, and acknowledging
        // has it for itself.
        "synchronous_commit": "off",
    ]

    /// What a service group is to run, in this order: what comes first is shut down last.
    ///
    /// - Parameter onListening: is told once where the server listens.
    func services(onListening: @escaping @Sendable (DaybookServer.Address) async -> Void) async throws -> [any Service]
    {
        let ledger = try await Ledger.open(try environment.ledgerConfiguration(), logger: logger)
        try await install()
        let projectorPool = PostgresPool(
            configuration: PostgresConfiguration(
                connectionString: try environment.databaseURL(), role: LedgerRole.projector,
                parameters: Self.projectorParameters),
            size: 6, logger: logger)
        var services = ledger.pools + [projectorPool]
        // Ends after the ledger: its last checkpoint covers the last event.
        let signing = SigningState()
        services.append(
            CheckpointService(keeper: try environment.checkpointKeeper(of: ledger, state: signing, logger: logger)))
        services.append(ledger)
        services.append(
            ProjectionFollower(
                projections: ReadModels.all, source: FactSource(ledger: ledger.reader),
                store: ProjectionStore(pool: projectorPool), head: ledger.head,
                pressure: ledger.pressure, logger: logger))
        services.append(
            SwapRecorder(store: ProjectionStore(pool: projectorPool), ledger: ledger, logger: logger))
        services.append(
            try server(ledger: ledger, projectorPool: projectorPool, signing: signing, onListening: onListening))
        return services
    }

    /// Runs the services until they end, or SIGTERM or SIGINT asks for a graceful end.
    func run(_ services: [any Service]) async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }

    /// Makes the tables of projections that the database doesn't have yet, so that whoever reads finds them.
    private func install() async throws {
        try await withPool(environment, role: LedgerRole.projector, size: 1, logger: logger) { pool in
            for projection in ReadModels.all { try await ProjectionStore(pool: pool).install(projection) }
        }
    }

    private func server(
        ledger: Ledger, projectorPool: PostgresPool, signing: SigningState,
        onListening: @escaping @Sendable (DaybookServer.Address) async -> Void
    ) throws -> DaybookServer {
        var configuration = try settings.serverConfiguration(publicURL: publicURL)
        configuration.host = host
        configuration.port = port
        configuration.version = Daybook.configuration.version
        configuration.projections = Dictionary(
            uniqueKeysWithValues: ReadModels.all.map { ($0.name, $0.version) })
        configuration.limits.connections = OpenFiles.connections(atMost: configuration.limits.connections)
        return DaybookServer(
            configuration: configuration, ledger: ledger, projectorPool: projectorPool,
            pools: [("projector", projectorPool)], signing: signing, logger: logger, onListening: onListening)
    }
}
