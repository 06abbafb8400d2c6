import ArgumentParser
import Ledger
import MerkleLog
import Vocabulary

/// `daybook audit prove`
struct AuditProve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Export the proof that an event is in the ledger.",
        discussion: """
            Writes FILE.tlog-proof (C2SP tlog-proof@v1: the inclusion proof and the signed checkpoint) and FILE.entry (the event's
            canonical header, whose SHA-256 with a zero byte before it is the leaf hash). Signs a checkpoint first when none covers
            the event yet. Whoever has the verifier key can check both with public tools.

            Example:
              daybook audit prove 41 --to proof-41
            """)

    @Argument(help: "The event's position.")
    var position: Int64

    @Option(help: ArgumentHelp("Where to write, without the endings.", valueName: "file"))
    var to: String?

    func run() async throws {
        let environment = Environment()
        let logger = environment.logger()
        let position = Position(position)
        let base = to ?? "event-\(position)"
        let export = try await withLedger(environment, logger: logger) { ledger in
            try await Export(
                of: position, from: ledger, keeper: try environment.checkpointKeeper(of: ledger, logger: logger),
                key: try environment.signer().verifierKey)
        }
        try File.write(Array(export.proof.utf8), to: "\(base).tlog-proof")
        try File.write(export.entry, to: "\(base).entry")
        print("wrote \(base).tlog-proof and \(base).entry")
    }
}

/// What is exported: the proof file, and the entry that it proves.
private struct Export: Sendable {
    var proof: String
    var entry: [UInt8]

    /// Makes the proof of an event under a checkpoint that covers it, and checks it as a stranger would.
    init(of position: Position, from ledger: Ledger, keeper: CheckpointKeeper, key: NoteVerifierKey) async throws {
        guard let event = try await ledger.reader.event(at: position) else {
            throw Failure(.failed, "The ledger has no event at position \(position).")
        }
        let note = try SignedNote(parsing: try await keeper.sign())
        let size = try Checkpoint(verifying: note, key: key).size
        let hashes = try await ledger.reader.inclusionProof(of: position, size: size)
        let file = try ProofFile(index: position.rawValue, hashes: hashes, checkpoint: note)
        try file.verify(leaf: event.leaf, key: key)
        proof = file.encoded
        entry = event.entry
    }
}
