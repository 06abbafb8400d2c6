import MerkleLog

extension CheckpointKeeper {
    /// How the log stands to what was published: all that `sign` looks at before it signs. Changes nothing.
    package func standing() async throws(LedgerError) -> CheckpointStanding {
        let published: (checkpoint: Checkpoint, note: String)?
        do throws(LedgerError) {
            published = try await lastPublished()
        } catch {
            guard error.code == .key else { throw error }
            return .foreign(error.description)
        }
        guard let published else { return .unsigned }
        return try await standing(of: published.checkpoint, in: try await reader.head())
    }

    /// How the log, with this head, stands to a checkpoint.
    func standing(of published: Checkpoint, in head: TreeHead) async throws(LedgerError) -> CheckpointStanding {
        guard head.size >= published.size else { return .rolledBack(published.size) }
        let proof = try await reader.consistencyProof(from: published.size, to: head.size)
        let isConsistent = MerkleTree.verifyConsistency(
            oldSize: published.size, oldRoot: published.root, newSize: head.size, newRoot: head.root, proof: proof)
        return isConsistent ? .consistent(published.size) : .rewritten(published.size)
    }

    /// Sets the checkpoint aside that is kept beside the signing key, when the log no longer has the events that it covers: signing
    /// goes on from the last checkpoint in the database. The file stays, under another name, as what others hold against this log.
    ///
    /// For a database that was restored from an older backup, when nobody has the rest. To be done while no server runs, each of
    /// which remembers what it signed.
    ///
    /// - Returns: how many events the checkpoint covers, how many the log has, and the file in which it is kept now.
    /// - Throws: `LedgerError`: `.notFound` when there is nothing to accept; `.inconsistent` when the log contradicts its own
    ///   checkpoints too, which is no loss but tampering.
    package func acceptLoss() async throws(LedgerError) -> (published: Int64, size: Int64, file: String) {
        guard let kept = try memory.recall() else {
            throw LedgerError(.notFound, "No checkpoint is kept beside the signing key: there is nothing to accept.")
        }
        let published = try checkpoint(in: kept)
        let head = try await reader.head()
        if case .consistent = try await standing(of: published, in: head) {
            throw LedgerError(.notFound, "The log has all that was published: there is nothing to accept.")
        }
        if let note = try await reader.latestCheckpoint() {
            guard case .consistent = try await standing(of: try checkpoint(in: note), in: head) else {
                throw LedgerError(
                    .inconsistent,
                    "The log contradicts the checkpoints in its own database: that is no loss. Run: daybook audit verify"
                )
            }
        }
        return (published.size, head.size, try memory.setAside(as: "lost-\(published.size)"))
    }
}
