import ArgumentParser
import Ledger
import Server

/// `daybook keys revoke`
struct KeysRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke an API key, at once and for good.",
        discussion: """
            Example:
              daybook keys revoke 4f2a81c09b3d
            """)

    @Argument(help: "The key's id: the part between the underscores.")
    var id: String

    func run() async throws {
        let environment = Environment()
        let isKnown = try await withPool(environment, logger: environment.logger()) { pool in
            try await APIKeyStore(pool: pool).revoke(id)
        }
        guard isKnown else { throw Failure(.failed, "There is no key \(id). List them with: daybook keys list") }
        print("revoked \(id)")
    }
}
