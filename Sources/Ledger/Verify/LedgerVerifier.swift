import Cryptography
package import MerkleLog
package import Postgres
import Vocabulary

/// Verifies a ledger as it stands at one moment: every leaf, tile, id, checkpoint and the head.
///
/// What can be told without a key is told without one; kept checkpoints, from outside of the database, tell what nothing inside it
/// could: a tail that was cut off, a history that was rewritten with all of its hashes. The digests that stand beside the ids are
/// keyed, and not checked: they only tell a repetition from a conflict.
///
/// The ledger is read in ranges of positions, by several workers that look at one snapshot, and put together in order. What is
/// held in memory is a few ranges' hashes, however large the ledger.
package struct LedgerVerifier: Sendable {
    let pool: PostgresPool
    let workers: Int
    let span: Int64

    /// How long a statement may take that reads a table as a whole.
    static let joinTimeout = Duration.seconds(4 * 3600)

    /// - Parameters:
    ///   - pool: at least as many connections as workers.
    ///   - workers: how many ranges are read at a time.
    ///   - span: how many positions are read at once: a multiple of a tile's 256.
    package init(pool: PostgresPool, workers: Int = 1, span: Int64 = 16_384) {
        self.pool = pool
        self.workers = max(1, workers)
        self.span = max(1, span >> TileCoordinate.height) << TileCoordinate.height
    }

    /// How far a verification is.
    package struct Progress: Sendable {
        package var done: Int64
        package var total: Int64
    }

    /// Verifies the ledger, or what was recorded since an earlier verification.
    ///
    /// The second proves that the events since continue those that were verified, and checks them, their tiles, ids and
    /// checkpoints, and the head. It doesn't look at earlier rows again, so it can't see that one was changed afterwards. A ledger
    /// that is shorter than what was verified is verified as a whole.
    ///
    /// - Parameters:
    ///   - since: what an earlier verification has come to, kept outside of the database.
    ///   - isWhole: whether all is verified nevertheless, and compared with that.
    ///   - kept: notes of checkpoints that somebody has kept.
    ///   - key: with what checkpoints must be signed; `nil` leaves their signatures unchecked.
    ///   - progress: is told after every range, by several workers at a time.
    /// - Throws: `LedgerError` when the ledger can't be read. What is wrong in it is in the report.
    package func verify(
        since: VerifiedHistory? = nil, isWhole: Bool = false, kept: [String] = [], key: NoteVerifierKey? = nil,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws(LedgerError) -> VerificationReport {
        try await ledgerAccess {
            var checkpoints = try kept.map { try StoredCheckpoint.read($0, key: key).get() }
            if let since { checkpoints.append(try since.checkpoint) }
            let kept = checkpoints
            return try await pool.withConnection { connection in
                try await connection.transaction(.snapshot) { connection in
                    try await Verification(verifier: self, key: key, progress: progress)
                        .run(since: isWhole ? nil : since, kept: kept, on: connection)
                }
            }
        }
    }
}
