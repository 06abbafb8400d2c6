import ArgumentParser
import Ledger
import MerkleLog

/// `daybook audit verifier-key`
struct AuditVerifierKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verifier-key",
        abstract: "Print the key with which anybody can check the ledger's checkpoints (C2SP verifier key).",
        discussion: """
            Example:
              DAYBOOK_SIGNING_KEY_FILE=signing.key daybook audit verifier-key
            """)

    func run() throws {
        print(try Environment().signer().verifierKey.encoded)
    }
}
