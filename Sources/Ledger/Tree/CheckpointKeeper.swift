package import Logging
package import MerkleLog
package import Postgres
import Synchronization

/// Signs checkpoints of the log, and never two that contradict each other.
///
/// Before it signs, it proves to itself that the log grew from the last checkpoint that anybody may hold: the one in the
/// database, the one this process signed, and the one kept in a file beside the signing key, which survives a database that was
/// rolled back. When the log is shorter than that, or was rewritten, it refuses, and says what to do.
package struct CheckpointKeeper: Sendable {
    let signer: NoteSigner
    let reader: LedgerReader
    private let writer: PostgresPool
    let memory: CheckpointMemory
    private let state: SigningState
    private let logger: Logger

    /// - Parameters:
    ///   - memoryFile: where the last signed checkpoint is kept outside of the database.
    ///   - state: is told how `run` fares.
    package init(
        signer: NoteSigner, reader: LedgerReader, writer: PostgresPool, memoryFile: String?,
        state: SigningState = SigningState(), logger: Logger
    ) {
        self.state = state
        self.signer = signer
        self.reader = reader
        self.writer = writer
        memory = CheckpointMemory(file: memoryFile)
        self.logger = logger
    }

    /// Signs the log as it stands now, unless its last checkpoint says the same already.
    ///
    /// - Returns: the newest checkpoint's note.
    /// - Throws: `LedgerError(.inconsistent)` when it would contradict one that was published; `.key` when the ledger's
    ///   checkpoints were signed by another key.
    @discardableResult
    package func sign() async throws(LedgerError) -> String {
        let published = try await lastPublished()
        let head = try await reader.head()
        if let published {
            try await check(published.checkpoint, against: head)
            if published.checkpoint.size == head.size {
                try memory.keep(published.note)
                return published.note
            }
        }
        let note = try signed(head)
        _ = try await ledgerAccess {
            try await writer.withConnection { connection in
                try await connection.execute(
                    """
                    INSERT INTO checkpoints (size, root, note) VALUES (\(head.size), \(head.root), \(note))
                    ON CONFLICT (size) DO NOTHING
                    """)
            }
        }
        try memory.keep(note)
        return note
    }

    /// Signs at every interval until cancelled, when something was appended.
    package func run(every interval: Duration) async {
        var complaint: String?
        while !Task.isCancelled {
            complaint = await signOrComplain(unlessSaid: complaint)
            try? await Task.sleep(for: interval)
        }
    }

    /// Signs, or says in the log why not: once, as an outage is there already, and a refusal stays one until a person acts.
    ///
    /// - Returns: the complaint, if there is one.
    @discardableResult
    func signOrComplain(unlessSaid said: String? = nil) async -> String? {
        do {
            try await sign()
            state.note(nil)
            return nil
        } catch {
            state.note(error)
            if error.description != said { logger.error("no checkpoint was signed: \(error)") }
            return error.description
        }
    }

    private func signed(_ head: TreeHead) throws(LedgerError) -> String {
        do {
            return try Checkpoint(origin: signer.name, size: head.size, root: head.root).signed(by: signer).encoded
        } catch {
            throw LedgerError(.key, "The checkpoint can't be signed: \(error)")
        }
    }

    private func check(_ published: Checkpoint, against head: TreeHead) async throws(LedgerError) {
        guard let refusal = try await standing(of: published, in: head).refusal(size: head.size) else { return }
        throw LedgerError(.inconsistent, refusal)
    }

    /// The checkpoint in a note, if this ledger's key signed it.
    func checkpoint(in note: String) throws(LedgerError) -> Checkpoint {
        do {
            return try Checkpoint(verifying: SignedNote(parsing: note), key: signer.verifierKey)
        } catch {
            throw LedgerError(
                .key,
                """
                The ledger's last checkpoint wasn't signed by the key \(signer.name) that is configured: \(error) \
                Configure the key that signed it (DAYBOOK_SIGNING_KEY_FILE).
                """)
        }
    }

    /// The largest checkpoint that anybody may hold.
    func lastPublished() async throws(LedgerError) -> (checkpoint: Checkpoint, note: String)? {
        var last: (checkpoint: Checkpoint, note: String)?
        for note in [try await reader.latestCheckpoint(), try memory.recall()].compactMap({ $0 }) {
            let checkpoint = try self.checkpoint(in: note)
            if checkpoint.size >= last?.checkpoint.size ?? -1 { last = (checkpoint, note) }
        }
        return last
    }
}
