import ArgumentParser
import Ledger
import Server
import Vocabulary

/// `daybook keys rotate`
struct KeysRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Make a key that replaces another, which goes on working for a while.",
        discussion: """
            The new key has the name, scopes and tenant of the old one. Once whoever bears the old one has the new one,
            revoke it; if nobody does, it ends by itself.

            Examples:
              daybook keys rotate 4f2a81c09b3d
              daybook keys rotate 4f2a81c09b3d --overlap 1 --days 90
            """)

    @Argument(help: "The old key's id: the part between the underscores.")
    var id: String

    @Option(help: ArgumentHelp("For how long the old key goes on working.", valueName: "hours"))
    var overlap: Int64 = 24

    @Option(help: "For how many days the new key is valid; for ever unless given.")
    var days: Int64?

    func validate() throws {
        if !(0...8760).contains(overlap) { throw ValidationError("--overlap must be from 0 to 8760.") }
        if let days, !(1...36_500).contains(days) { throw ValidationError("--days must be from 1 to 36500.") }
    }

    func run() async throws {
        let environment = Environment()
        let now = Timestamp.now()
        let token = try await withPool(environment, logger: environment.logger()) { pool in
            try await APIKeyStore(pool: pool).rotate(
                id, oldUntil: now.advanced(by: .seconds(overlap * 3600)),
                newUntil: days.map { now.advanced(by: .seconds($0 * 86_400)) })
        }
        guard let token else {
            throw Failure(.failed, "There is no key \(id) that still works. List them with: daybook keys list")
        }
        print(token)
    }
}
