import Server
import Vocabulary

/// How Daybook is set up: as the configuration file says, and the environment.
struct Settings: Sendable {
    let environment: Environment
    let file: ConfigurationFile

    /// - Throws: `Failure` for a file that can't be read, or says what can't be.
    init(_ environment: Environment, configuration path: String? = nil) throws {
        self.environment = environment
        file = try path.map { try ConfigurationFile(path: $0, environment: environment) } ?? ConfigurationFile()
    }

    /// The tenants that the file names, or else the default one with the environment's secrets.
    var tenants: [TenantID: TenantSettings] {
        file.tenants ?? [.default: TenantSettings(environment)]
    }

    /// - Throws: `Failure(.usage)` for a tenant that there isn't.
    func tenant(_ id: TenantID) throws -> TenantSettings {
        guard let settings = tenants[id] else {
            let known = tenants.keys.sorted().map(\.description).joined(separator: ", ")
            throw Failure(
                .usage, "There is no tenant \(id). There are: \(known). --config names the file that has others.")
        }
        return settings
    }

    /// What the server is to be, where it isn't as usual. A variable goes before the file.
    ///
    /// - Parameter publicURL: goes before the file's.
    /// - Throws: `Failure(.usage)` for a variable that says what can't be.
    func serverConfiguration(publicURL: String? = nil) throws -> ServerConfiguration {
        var configuration = ServerConfiguration(tenants: tenants.mapValues(\.providerSecrets))
        configuration.publicURL = publicURL ?? file.publicURL
        configuration.tilesArePublic = file.tilesArePublic
        configuration.origins = try environment.allowedOrigins() ?? file.origins ?? AllowedOrigins()
        configuration.limits.proxies = try environment.proxies() ?? file.proxies ?? 0
        configuration.limits.keyRequests = try requests(
            "DAYBOOK_KEY_REQUESTS_PER_MINUTE", file.keyRequests, usual: configuration.limits.keyRequests)
        configuration.limits.addressRequests = try requests(
            "DAYBOOK_ADDRESS_REQUESTS_PER_MINUTE", file.addressRequests, usual: configuration.limits.addressRequests)
        return configuration
    }

    private func requests(_ variable: String, _ said: Int?, usual: Int?) throws -> Int? {
        let requests = try environment.requestsPerMinute(variable, usual: usual ?? 0) ?? said ?? usual
        return requests == 0 ? nil : requests
    }
}
