import Hummingbird
import HummingbirdCore
import Ingest
package import Ledger
package import Logging
import NIOCore
package import Postgres
import ServiceLifecycle

/// The HTTP server: a service for the group in which the ledger and its followers run.
///
/// On graceful shutdown it accepts no more connections, answers the requests that it has, and ends the streams of followers,
/// who resume elsewhere by the id of the last event they got.
package struct DaybookServer: Service {
    /// Where the server listens.
    package struct Address: Hashable, Sendable {
        package let host: String
        /// The port that it got, where any was asked for.
        package let port: Int
        /// The URL under which providers reach it: the configured one, or else that of host and port.
        package let publicURL: String
    }

    let table: RouteTable
    private let configuration: ServerConfiguration
    private let gate: Gate
    private let publicURL: PublicURL
    private let onListening: @Sendable (Address) async -> Void
    private let logger: Logger
    private let meters: ServerMeters

    /// - Parameters:
    ///   - ledger: runs in the same service group, ahead of this: it must outlive the requests.
    ///   - projectorPool: leads to the projections' tables, in a role that may read them.
    ///   - pools: those beside the ledger's that `/metrics` is to show, by name.
    ///   - signing: whether checkpoints are signed.
    ///   - onListening: called once, when connections are accepted.
    package init(
        configuration: ServerConfiguration, ledger: Ledger, projectorPool: PostgresPool,
        pools: [(name: String, pool: PostgresPool)] = [], signing: SigningState = SigningState(), logger: Logger,
        onListening: @escaping @Sendable (Address) async -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.logger = logger
        self.onListening = onListening
        publicURL = PublicURL(configured: configuration.publicURL)
        gate = Gate(keys: APIKeyStore(pool: ledger.writerPool), limits: configuration.limits)
        meters = ServerMeters(pools: ledger.namedPools + pools)
        table = RouteTable(
            configuration, ledger: ledger, projectorPool: projectorPool, publicURL: publicURL, keys: gate.keys,
            signing: signing,
            meters: meters)
    }

    /// Serves until the group shuts down.
    package func run() async throws {
        let limits = configuration.limits
        for warning in configuration.warnings { logger.warning("\(warning)") }
        for remark in configuration.remarks { logger.info("\(remark)") }
        let crowd = Crowd(limit: limits.connections)
        let application = Application(
            router: table.router(
                behind: gate, origins: configuration.origins, logLevel: configuration.accessLogLevel),
            server: HTTPServerBuilder { responder in
                LoopBoundChannel(
                    base: HTTP1Channel(
                        responder: responder,
                        configuration: .init(
                            additionalChannelHandlers: [
                                ConnectionGuard(limits, crowd: crowd, counting: meters.connections)
                            ],
                            idleTimeout: TimeAmount(limits.idleTimeout))))
            },
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), backlog: 1024,
                availableConnectionsDelegate: .maximum(limits.connections, logger: logger)),
            onServerRunning: { channel in await listening(channel) },
            logger: logger)
        try await application.run()
    }

    private func listening(_ channel: any Channel) async {
        let port = channel.localAddress?.port ?? configuration.port
        let url = publicURL.listen(host: configuration.host, port: port)
        logger.info("listening", metadata: ["port": "\(port)", "public_url": "\(url)"])
        await onListening(Address(host: configuration.host, port: port, publicURL: url))
    }
}
