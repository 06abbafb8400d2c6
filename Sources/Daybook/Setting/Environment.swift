import Ledger
import Logging
import MerkleLog
import Postgres
import Server

#if canImport(Glibc)
import Glibc
#endif

/// What the environment says: where the database is, and where the secrets are.
struct Environment: Sendable {
    private let lookUp: @Sendable (String) -> String?

    /// The process's own environment.
    init() {
        lookUp = { name in getenv(name).map { String(cString: $0) } }
    }

    /// The process's environment with these values before it.
    init(overriding values: [String: String]) {
        let process = Environment()
        lookUp = { name in values[name] ?? process[name] }
    }

    /// A variable's value; an empty one counts as none.
    subscript(name: String) -> String? {
        guard let value = lookUp(name), !value.isEmpty else { return nil }
        return value
    }

    func databaseURL() throws -> String {
        guard let url = self["DATABASE_URL"] else {
            throw Failure(
                .usage,
                "DATABASE_URL isn't set. Set it to a libpq connection string, such as postgres://daybook@localhost/daybook"
            )
        }
        return url
    }

    func masterKey() throws -> MasterKey {
        guard let file = self["DAYBOOK_MASTER_KEY_FILE"] else {
            throw Failure(
                .usage,
                "DAYBOOK_MASTER_KEY_FILE isn't set. Make a key with `daybook keys master new > FILE`, chmod 0600 it, and set it."
            )
        }
        return try MasterKey(file: file)
    }

    var signingKeyFile: String? { self["DAYBOOK_SIGNING_KEY_FILE"] }

    func signer() throws -> NoteSigner {
        guard let file = signingKeyFile else {
            throw Failure(
                .usage,
                "DAYBOOK_SIGNING_KEY_FILE isn't set. Make a key with `daybook keys signing new --origin NAME > FILE`, and set it."
            )
        }
        return try SigningKey.read(file: file)
    }

    /// Signs the ledger's checkpoints. The last one is remembered in a file beside the signing key.
    func checkpointKeeper(
        of ledger: Ledger, state: SigningState = SigningState(), logger: Logger
    ) throws -> CheckpointKeeper {
        CheckpointKeeper(
            signer: try signer(), reader: ledger.primary, writer: ledger.writerPool,
            memoryFile: checkpointFile, state: state, logger: logger)
    }

    /// Where the last signed checkpoint is kept outside of the database: beside the signing key.
    var checkpointFile: String? { signingKeyFile.map { "\($0).last" } }

    func ledgerConfiguration() throws -> LedgerConfiguration {
        LedgerConfiguration(
            connectionString: try databaseURL(), readConnectionString: self["DATABASE_READ_URL"],
            masterKey: try masterKey())
    }

    /// A number of requests a minute: 0 for any number, `nil` where it isn't said.
    ///
    /// - Parameter usual: what holds then.
    func requestsPerMinute(_ name: String, usual: Int) throws -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = Int(text), (0...1_000_000).contains(number) else {
            throw Failure(.usage, "\(name) must be a number up to 1000000; \(usual) is usual, 0 is no limit.")
        }
        return number
    }

    /// How many proxies stand in front of the server; `nil` where it isn't said.
    func proxies() throws -> Int? {
        guard let text = self["DAYBOOK_PROXIES"] else { return nil }
        guard let number = Int(text), (0...8).contains(number) else {
            throw Failure(.usage, "DAYBOOK_PROXIES must be how many proxies add to X-Forwarded-For: 0 to 8.")
        }
        return number
    }

    /// Whose pages may call the API from a browser; `nil` where it isn't said.
    func allowedOrigins() throws -> AllowedOrigins? {
        guard let text = self["DAYBOOK_CORS_ORIGINS"] else { return nil }
        let origins = text.split(separator: ",").map { String($0.filter { $0 != " " }) }
        guard let allowed = AllowedOrigins(origins) else {
            throw Failure(
                .usage,
                "DAYBOOK_CORS_ORIGINS must be origins, such as https://desk.example.com, separated by commas; or * for all."
            )
        }
        return allowed
    }

    /// A logger to standard error, at the level that LOG_LEVEL names (`info` unless it does), in the format that is given or that
    /// LOG_FORMAT names (`logfmt` unless it does).
    func logger(format: LogFormat? = nil) -> Logger {
        let format = format ?? self["LOG_FORMAT"].flatMap { LogFormat(rawValue: $0.lowercased()) } ?? .logfmt
        var logger = Logger(label: "daybook", factory: { _ in LogLines(format: format) })
        logger.logLevel = self["LOG_LEVEL"].flatMap { Logger.Level(rawValue: $0.lowercased()) } ?? .info
        return logger
    }
}
