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
        let signer = try environment.signer()
        let position = Position(position)
        let base = to ?? "event-\(position)"
        let (proof, entry) = try await withLedger(environment, logger: logger) { ledger in
            guard let event = try await ledger.reader.event(at: position) else {
                throw Failure(.failed, "The ledger has no event at position \(position).")
            }
            let keeper = try environment.checkpointKeeper(of: ledger, logger: logger)
            let note = try SignedNote(parsing: try await keeper.sign())
            let checkpoint = try Checkpoint(verifying: note, key: signer.verifierKey)
            let hashes = try await ledger.reader.inclusionProof(of: position, size: checkpoint.size)
            let proof = try ProofFile(index: position.rawValue, hashes: hashes, checkpoint: note)
            _ = try proof.verify(leaf: event.leaf, key: signer.verifierKey)
            return (proof, event.entry)
        }
        try File.write(Array(proof.encoded.utf8), to: "\(base).tlog-proof")
        try File.write(entry, to: "\(base).entry")
        print("wrote \(base).tlog-proof and \(base).entry")
    }
}
