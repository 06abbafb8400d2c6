import Logging
import Postgres
import Providers
import TestSupport
import Vocabulary

/// A Daybook as an operator sets one up with the command line: a database, keys in files, secrets, an API key.
struct Installation: Sendable {
    let folder: ScratchFolder
    var database: String
    /// What `daybook` finds in its environment.
    var environment: [String: String]
    /// An API key with the scopes inbox and audit.
    let token: String

    /// What the providers share with us.
    static let secrets = ProviderSecrets(
        respondIOKeys: [respondIOSecret], twilioAuthTokens: [twilioToken], whatsAppAppSecrets: [whatsAppSecret],
        elevenLabsSecrets: [elevenLabsSecret])
    private static let respondIOSecret = "secret-of-respond-io"
    private static let twilioToken = "token-of-twilio"
    private static let whatsAppSecret = "secret-of-whatsapp"
    private static let elevenLabsSecret = "secret-of-elevenlabs"

    /// Sets one up, on a database of the shared cluster unless one is given, and takes it away afterwards.
    static func with<R: Sendable>(
        database: String? = nil, _ body: (Installation) async throws -> R
    ) async throws -> R {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let database = if let database { database } else { try await TestCluster.database() }
        return try await body(try await Installation(database, in: folder))
    }

    private init(_ database: String, in folder: ScratchFolder) async throws {
        var environment = [
            "DATABASE_URL": database, "RESPOND_IO_WEBHOOK_SECRET": Self.respondIOSecret,
            "TWILIO_AUTH_TOKEN": Self.twilioToken, "WHATSAPP_APP_SECRET": Self.whatsAppSecret,
            "ELEVENLABS_WEBHOOK_SECRET": Self.elevenLabsSecret,
            // One key stands for many callers.
            "DAYBOOK_KEY_REQUESTS_PER_MINUTE": "0", "DAYBOOK_ADDRESS_REQUESTS_PER_MINUTE": "0",
        ]
        func daybook(_ arguments: String...) async throws -> String {
            let outcome = try await run(Products.daybook, arguments, environment: environment, in: folder)
            guard outcome.status == 0 else { throw HarnessError("daybook \(arguments): \(outcome)") }
            return outcome.output
        }
        environment["DAYBOOK_MASTER_KEY_FILE"] = try folder.write(
            Array(await daybook("keys", "master", "new").utf8), to: "master.key")
        environment["DAYBOOK_SIGNING_KEY_FILE"] = try folder.write(
            Array(await daybook("keys", "signing", "new", "--origin", "ledger.example/e2e").utf8), to: "signing.key")
        _ = try await daybook("migrate")
        token = try await daybook("keys", "create", "--scope", "inbox,audit", "--name", "e2e").trimmed
        self.folder = folder
        self.database = database
        self.environment = environment
    }

    /// Runs the command line to its end. A `nil` in `changes` takes a variable away.
    func daybook(
        _ arguments: String..., changes: [String: String?] = [:], within limit: Duration = patience
    ) async throws -> Outcome {
        try await run(
            Products.daybook, arguments, environment: environment(with: changes), in: folder, within: limit)
    }

    /// The same keys and secrets on another database.
    func moved(to database: String) -> Installation {
        var moved = self
        moved.database = database
        moved.environment["DATABASE_URL"] = database
        return moved
    }

    /// Starts the command line and leaves it running. Whoever starts it ends it.
    func start(_ arguments: String..., changes: [String: String?] = [:]) throws -> ChildProcess {
        try ChildProcess(Products.daybook, arguments, environment: environment(with: changes), in: folder)
    }

    /// The environment with some of it changed or taken away.
    func environment(with changes: [String: String?]) -> [String: String] {
        var environment = environment
        for (name, value) in changes { environment[name] = value }
        return environment
    }
}

extension String {
    /// Without white space at its ends.
    var trimmed: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.drop(while: \.isWhitespace))
    }
}
