import Analytics
import Contacts
import Cryptography
import Curl
import Inbox
import Ledger
import Logging
import MerkleLog
import Postgres
import ProjectionEngine
import Providers
import ServiceLifecycle
import Sheets
import Synchronization
import TenantLookup
import TestSupport
import Vocabulary

@testable import Server

/// A Daybook server with a ledger and a database of its own, on a port of the loopback.
///
/// Suites that run servers are serialized, so that their connections fit into one PostgreSQL.
struct TestServer: Sendable {
    /// All of its routes.
    let table: RouteTable
    let address: DaybookServer.Address
    let client: HTTPClient
    let ledger: Ledger
    /// With the rights of the schema's owner.
    let owner: PostgresPool
    let keys: APIKeyStore
    let checkpoints: CheckpointKeeper
    let log: LogRecorder
    /// Tells the server to end, gracefully.
    let shutDown: @Sendable () async -> Void

    static let secrets = ProviderSecrets(
        respondIOKeys: ["a-respond-io-secret"], twilioAuthTokens: ["a-twilio-auth-token"], twilioAccountSID: "AC0",
        whatsAppAppSecrets: ["a-whatsapp-app-secret"], whatsAppVerifyTokens: ["a-verify-token"],
        whatsAppNumberIDs: ["106540352242922"], elevenLabsSecrets: ["an-elevenlabs-secret"])

    private static let projections = [
        InboxProjection.projection, ContactsProjection.projection, AnalyticsProjection.projection,
        SheetsProjection.projection, TenantLookupProjection.projection,
    ]

    /// Runs a server while `body` runs, and shuts it down gracefully.
    ///
    /// - Parameters:
    ///   - database: libpq connection string of an empty database; one of the shared cluster unless given.
    ///   - configure: what is to be other than usual: two tenants, with secrets.
    static func run(
        database: String? = nil, configure: (inout ServerConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        var configuration = ServerConfiguration(tenants: [.default: secrets, TenantID("acme")!: secrets])
        configuration.port = 0
        configuration.limits.keyRequests = nil
        configuration.limits.addressRequests = nil
        configure(&configuration)
        let log = LogRecorder()
        let connectionString = if let database { database } else { try await TestCluster.database() }
        let plain = PostgresConfiguration(connectionString: connectionString)
        _ = try await Migrator(configuration: plain, logger: log.logger).migrate()
        guard let masterKey = SymmetricKey(bytes: SecureRandom.bytes(32)) else { return }
        let ledger = try await Ledger.open(
            LedgerConfiguration(connectionString: connectionString, masterKey: MasterKey(masterKey)), logger: log.logger
        )
        let owner = PostgresPool(configuration: plain, size: 2, logger: log.logger)
        let projector = PostgresPool(
            configuration: PostgresConfiguration(connectionString: connectionString, role: LedgerRole.projector),
            size: 3,
            logger: log.logger)
        let signer = try NoteSigner(name: "test.example/log", privateKey: Ed25519.PrivateKey())

        let (addresses, announcement) = AsyncStream.makeStream(of: DaybookServer.Address.self)
        let store = ProjectionStore(pool: projector)
        let server = DaybookServer(
            configuration: configuration, ledger: ledger, projectorPool: projector, logger: log.logger
        ) { address in
            announcement.yield(address)
        }
        let follower = ProjectionFollower(
            projections: Self.projections, source: FactSource(ledger: ledger.reader), store: store,
            head: ledger.head, logger: log.logger)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [owner, projector] + ledger.services + [follower, server], logger: log.logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { announcement.finish() }
                try await group.run()
            }
            for projection in Self.projections { try await store.install(projection) }
            for await address in addresses {
                let client = try HTTPClient()
                let test = TestServer(
                    table: server.table,
                    address: address, client: client, ledger: ledger, owner: owner, keys: APIKeyStore(pool: owner),
                    checkpoints: CheckpointKeeper(
                        signer: signer, reader: ledger.reader, writer: ledger.writerPool, memoryFile: nil,
                        logger: log.logger),
                    log: log, shutDown: { await group.triggerGracefulShutdown() })
                do {
                    try await body(test)
                } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
                await group.triggerGracefulShutdown()
                break
            }
            try await tasks.waitForAll()
        }
    }
}
