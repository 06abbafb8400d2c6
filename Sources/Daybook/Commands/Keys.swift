import ArgumentParser

/// `daybook keys`
struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make, replace and revoke API keys, and make the ledger's own keys.",
        discussion: """
            Examples:
              daybook keys create --scope inbox,audit --name desk
              daybook keys list
              daybook keys rotate 4f2a81c09b3d
              daybook keys revoke 4f2a81c09b3d
              (umask 077; daybook keys master new > master.key)
              (umask 077; daybook keys signing new --origin ledger.example.com/daybook > signing.key)
            """,
        subcommands: [
            KeysCreate.self, KeysList.self, KeysRotate.self, KeysRevoke.self, KeysMaster.self, KeysSigning.self,
        ])
}

/// `daybook keys master`
struct KeysMaster: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "master", abstract: "The key that wraps all others.",
        discussion: """
            Example:
              (umask 077; daybook keys master new > master.key)
            """,
        subcommands: [KeysMasterNew.self])
}

/// `daybook keys signing`
struct KeysSigning: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signing", abstract: "The key that signs the ledger's checkpoints.",
        discussion: """
            Example:
              (umask 077; daybook keys signing new --origin ledger.example.com/daybook > signing.key)
            """,
        subcommands: [KeysSigningNew.self])
}
