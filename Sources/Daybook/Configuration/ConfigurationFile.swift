import Server
import Vocabulary

/// What a configuration file says, usually `daybook.yaml`: the tenants, and how the server is reached. It holds no secret, only
/// names the variables and files that do. `ConfigurationFile.example` shows all there is.
struct ConfigurationFile: Sendable {
    /// The URL under which providers reach the server.
    var publicURL: String?
    /// How many proxies stand in front of it.
    var proxies: Int?
    /// Whose pages may call it from a browser.
    var origins: AllowedOrigins?
    /// Whether anybody may read the tiles of the log.
    var tilesArePublic = false
    /// Requests a minute of one API key; 0 for any number.
    var keyRequests: Int?
    /// Requests a minute from one address to the webhooks of callers with API keys; 0 for any number.
    var addressRequests: Int?
    /// `nil` where the file names none: then there is the default one, as the environment has it.
    var tenants: [TenantID: TenantSettings]?

    /// What an empty file says.
    init() {}

    /// - Parameters:
    ///   - path: where the file is; files that it names are looked for from its folder.
    ///   - environment: has the variables that it names.
    /// - Throws: `Failure`: `.failed` when it can't be read, `.usage` with the line and what to do when it says what can't be.
    init(path: String, environment: Environment) throws {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        try self.init(
            yaml: File.read(path), file: path, sources: SecretSources(environment: environment, folder: folder))
    }

    /// - Throws: `Failure(.usage)` with the line and what to do.
    init(yaml: String, file: String, sources: SecretSources) throws {
        let members = try ConfigurationNode(yaml: yaml, file: file).members(of: [
            "public_url", "proxies", "cors_origins", "public_tiles", "limits", "tenants",
        ])
        publicURL = try members["public_url"].map(Self.url)
        proxies = try members["proxies"]?.number(0...8)
        origins = try members["cors_origins"].map(Self.origins)
        tilesArePublic = try members["public_tiles"]?.flag() ?? false
        if let limits = try members["limits"]?.members(of: ["key_requests_per_minute", "address_requests_per_minute"]) {
            keyRequests = try limits["key_requests_per_minute"]?.number(0...1_000_000)
            addressRequests = try limits["address_requests_per_minute"]?.number(0...1_000_000)
        }
        tenants = try members["tenants"].map { try Self.tenants($0, sources: sources) }
    }

    private static func url(_ node: ConfigurationNode) throws -> String {
        let url = try node.text()
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
            throw node.failure("This must be a URL, such as https://hooks.example.com.")
        }
        return url
    }

    private static func origins(_ node: ConfigurationNode) throws -> AllowedOrigins {
        guard let origins = AllowedOrigins(try node.elements().map { try $0.text() }) else {
            throw node.failure("These must be origins, such as https://desk.example.com; or \"*\" for all.")
        }
        return origins
    }
}
