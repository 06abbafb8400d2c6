import ArgumentParser
import Ledger
import Logging
import Postgres

/// `daybook audit accept-loss`
struct AuditAcceptLoss: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept-loss",
        abstract: "Go on signing after a restore that lacks events which a published checkpoint covers.",
        discussion: """
            After a database was restored from an older backup, nothing is signed, as a checkpoint of more events was published. Look
            for the missing events first: a standby, the WAL archive, the former primary's disk. When they are lost for good, stop every
            daybook serve, run this where the signing key is, and start again: it sets the checkpoint beside the key aside, and signing
            goes on from the last one in the database.

            The loss stays visible: whoever kept a checkpoint of the missing events will find with `daybook audit verify --checkpoint`
            that the log no longer has them. Tell them, and give them the file that was set aside.

            Example:
              daybook audit accept-loss --published 1048576
            """)

    @Option(
        help: ArgumentHelp("The size of the published checkpoint, to confirm that you mean it.", valueName: "events"))
    var published: Int64

    func run() async throws {
        let environment = Environment()
        let logger = environment.logger()
        let signer = try environment.signer()
        let confirmed = published
        let accepted = try await withPool(environment, role: LedgerRole.writer, size: 1, logger: logger) { pool in
            let keeper = CheckpointKeeper(
                signer: signer, reader: LedgerReader(pool: pool), writer: pool,
                memoryFile: environment.checkpointFile, logger: logger)
            switch try await keeper.standing() {
            case .rolledBack(confirmed), .rewritten(confirmed): break
            case .rolledBack(let size), .rewritten(let size):
                throw Failure(.usage, "The published checkpoint is of \(size) events: --published \(size)")
            case .unsigned, .consistent:
                throw Failure(.failed, "The log has all that was published: there is nothing to accept.")
            case .foreign(let reason): throw Failure(.failed, reason)
            }
            return try await keeper.acceptLoss()
        }
        print(
            """
            The checkpoint of \(accepted.published) events is set aside in \(accepted.file); the log has \(accepted.size) events.
            Signing goes on when daybook serve is started again. Tell those who keep checkpoints of this log.
            """)
    }
}
