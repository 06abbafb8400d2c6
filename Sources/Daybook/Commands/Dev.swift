import ArgumentParser
import Ledger
import Logging
import Postgres
import PostgresCluster
import Server
import ServiceLifecycle
import Vocabulary

/// `daybook dev`
struct Dev: ServiceCommand {
    static let configuration = CommandConfiguration(
        abstract: "Everything on this machine: a private PostgreSQL, keys, sample traffic. No keys needed.",
        discussion: """
            Keeps its database, keys and secrets below --data and finds them again. Ends with Ctrl-C.

            Examples:
              daybook dev
              daybook dev --port 9090 --data /tmp/daybook --samples 500
            """)

    @Option(help: "The port to listen on, at 127.0.0.1; 0 for any that is free.")
    var port = 8080

    @Option(help: ArgumentHelp("Where to keep the database and the keys.", valueName: "directory"))
    var data = ".daybook"

    @Option(help: "How many sample webhooks to play at the start; 0 for no samples at all.")
    var samples = 60

    @Option(
        help: ArgumentHelp(
            "How the log is written: logfmt or json; LOG_FORMAT, or else logfmt, unless given.", valueName: "format"))
    var logFormat: LogFormat?

    func run() async throws {
        let home = try DevHome(data)
        let logger = Environment(overriding: [:]).logger(format: logFormat)
        say("starting a private PostgreSQL below \(home.directory) …")
        let cluster = try await startCluster(home)
        if let relocation = cluster.relocation { say(relocation) }
        do {
            try await serve(home, cluster: cluster, logger: logger)
        } catch {
            try? await cluster.stop(.fast)
            throw error
        }
        try await cluster.stop(.fast)
        say("stopped")
    }

    private func startCluster(_ home: DevHome) async throws -> PostgresCluster {
        do {
            return try await PostgresCluster.start(PostgresCluster.Options(directory: home.path("postgres")))
        } catch {
            throw Failure(.failed, error.description)
        }
    }

    private func serve(_ home: DevHome, cluster: PostgresCluster, logger: Logger) async throws {
        let environment = try await prepare(home, cluster: cluster, logger: logger)
        let token = try await apiKey(home, environment, logger: logger)
        let settings = try Settings(environment)
        let assembly = Assembly(settings: settings, host: "127.0.0.1", port: port, logger: logger)
        let address = AsyncStream.makeStream(of: DaybookServer.Address.self)
        let services = try await assembly.services { address.continuation.yield($0) }
        let samples = DevSamples(
            count: samples, addresses: address.stream, secrets: try settings.tenant(.default).providerSecrets,
            logger: logger
        ) { address, acknowledged in
            Self.greet(address, acknowledged: acknowledged, token: token, home: home, environment: environment)
        }
        try await assembly.run(services + [samples])
    }

    /// Makes what isn't there yet: database, keys, secrets, schema.
    private func prepare(_ home: DevHome, cluster: PostgresCluster, logger: Logger) async throws -> Environment {
        let process = Environment()
        let postgres = PostgresConfiguration(connectionString: cluster.connectionString(database: "postgres"))
        let connection = try await PostgresConnection.connect(postgres, logger: logger)
        let isThere = try await !connection.query("SELECT FROM pg_database WHERE datname = 'daybook'").isEmpty
        await connection.close()
        if !isThere { try await cluster.createDatabase("daybook") }
        var values = ["DATABASE_URL": cluster.connectionString(database: "daybook")]
        values["DAYBOOK_MASTER_KEY_FILE"] = try home.secretFile("master.key") { MasterKey.generate() }
        values["DAYBOOK_SIGNING_KEY_FILE"] = try home.secretFile("signing.key") {
            try SigningKey.generate(origin: "daybook.local/dev")
        }
        for (variable, file) in [
            ("RESPOND_IO_WEBHOOK_SECRET", "respond-io.secret"), ("TWILIO_AUTH_TOKEN", "twilio.token"),
            ("WHATSAPP_APP_SECRET", "whatsapp.secret"), ("WHATSAPP_VERIFY_TOKEN", "whatsapp.token"),
            ("ELEVENLABS_WEBHOOK_SECRET", "elevenlabs.secret"),
        ] {
            values[variable] = try process[variable] ?? home.secret(file, DevHome.randomSecret)
        }
        let environment = Environment(overriding: values)
        let owner = PostgresConfiguration(connectionString: try environment.databaseURL(), statementTimeout: nil)
        _ = try await Migrator(configuration: owner, logger: logger).migrate()
        return environment
    }

    /// What whoever tries it out may do: everything but watching and administering.
    private static let scopes: Set<Scope> = [.ingest, .agent, .inbox, .audit]

    /// The key to try it out with, made once and kept.
    private func apiKey(_ home: DevHome, _ environment: Environment, logger: Logger) async throws -> String {
        try await withPool(environment, size: 1, logger: logger) { pool in
            let store = APIKeyStore(pool: pool)
            let file = SecretFile(home.path("api.key"))
            if let kept = try? file.text(of: "API key", made: "daybook dev"),
                let principal = try? await store.authenticate(kept), Self.scopes.allSatisfy(principal.has)
            {
                return kept
            }
            let token = try await store.create(name: "dev", scopes: Self.scopes)
            try file.replace(token)
            return token
        }
    }

    private static func greet(
        _ address: DaybookServer.Address, acknowledged: Int, token: String, home: DevHome, environment: Environment
    ) {
        let url = address.publicURL
        print(
            """

            Daybook is up at \(url): \(acknowledged) sample webhooks are in the ledger\(acknowledged > 0 ? ", more are trickling in" : "").

              the inbox        curl -H 'Authorization: Bearer \(token)' '\(url)/api/whatsapp/inbox?limit=5'
              the ledger       curl -H 'Authorization: Bearer \(token)' '\(url)/v1/events?limit=5'
              follow it        curl -N -H 'Accept: text/event-stream' -H 'Authorization: Bearer \(token)' '\(url)/v1/events'
              its checkpoint   curl \(url)/checkpoint
              how it stands    curl \(url)/readyz
              its whole API    \(url)/docs

            Its command line, in another terminal:

              export DATABASE_URL="\(environment["DATABASE_URL"] ?? "")"
              export DAYBOOK_MASTER_KEY_FILE=\(home.path("master.key")) DAYBOOK_SIGNING_KEY_FILE=\(home.path("signing.key"))
              export RESPOND_IO_WEBHOOK_SECRET=$(cat \(home.path("respond-io.secret"))) TWILIO_AUTH_TOKEN=$(cat \(home.path("twilio.token")))
              export WHATSAPP_APP_SECRET=$(cat \(home.path("whatsapp.secret"))) ELEVENLABS_WEBHOOK_SECRET=$(cat \(home.path("elevenlabs.secret")))
              export DAYBOOK_API_KEY=$(cat \(home.path("api.key")))
              daybook trigger respond.io message.received --to \(url)
              daybook tail · daybook projections rebuild inbox · daybook audit verify

            Ctrl-C ends it; everything is kept below \(home.directory).
            """)
    }
}
