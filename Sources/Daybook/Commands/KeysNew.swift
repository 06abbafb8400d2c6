import ArgumentParser
import Ledger

/// `daybook keys master new`
struct KeysMasterNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Print a new master key: 32 bytes in base64.",
        discussion: """
            Keep it well, and keep a copy: without it nothing in the ledger can be read again.

            Example:
              (umask 077; daybook keys master new > master.key)
            """)

    func run() {
        print(MasterKey.generate())
    }
}

/// `daybook keys signing new`
struct KeysSigningNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Print a new checkpoint key (C2SP private form).",
        discussion: """
            Example:
              (umask 077; daybook keys signing new --origin ledger.example.com/daybook > signing.key)
            """)

    @Option(
        help: ArgumentHelp(
            "What the log is called for ever: a name of your own, without white space or +.", valueName: "name"))
    var origin = "daybook.local/ledger"

    func run() throws {
        print(try SigningKey.generate(origin: origin))
    }
}
