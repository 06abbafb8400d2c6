import ArgumentParser
import Ledger
import Server
import Vocabulary

/// `daybook keys create`
struct KeysCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make an API key, and print it: it can't be shown again.",
        discussion: """
            Scopes: ingest (record events), agent (act as an agent), inbox (read the inbox), audit (read the ledger and its proofs),
            metrics (scrape /metrics), admin (everything).

            Examples:
              daybook keys create --scope inbox --name desk
              daybook keys create --scope inbox,audit --tenant acme --name acme-audit --days 90
            """)

    @Option(help: ArgumentHelp("What the key may do, separated by commas.", valueName: "scopes"))
    var scope: String

    @Option(help: ArgumentHelp("The only tenant that the key may see; all unless given.", valueName: "tenant"))
    var tenant: TenantID?

    @Option(help: ArgumentHelp("For people, to know the key again.", valueName: "name"))
    var name = "unnamed"

    @Option(help: "For how many days the key is valid; for ever unless given.")
    var days: Int64?

    func validate() throws {
        _ = try scopes()
        if let days, !(1...36_500).contains(days) { throw ValidationError("--days must be from 1 to 36500.") }
    }

    func run() async throws {
        let environment = Environment()
        let scopes = try scopes()
        let expiresAt = days.map { Timestamp.now().advanced(by: .seconds($0 * 86_400)) }
        let token = try await withPool(environment, logger: environment.logger()) { pool in
            try await APIKeyStore(pool: pool).create(name: name, scopes: scopes, tenant: tenant, expiresAt: expiresAt)
        }
        print(token)
    }

    private func scopes() throws -> Set<Scope> {
        let words = scope.split(separator: ",").map { $0.filter { $0 != " " } }
        let scopes = words.compactMap { Scope(String($0)) }
        guard !words.isEmpty, scopes.count == words.count else {
            let known = Scope.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--scope takes scopes separated by commas, of: \(known).")
        }
        return Set(scopes)
    }
}
