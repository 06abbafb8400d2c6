import Cryptography
package import MerkleLog
package import Postgres
import Vocabulary

/// Verifies a whole ledger as it stands at one moment: every leaf, tile, id, checkpoint and the head.
///
/// What can be told without a key is told without one; kept checkpoints, from outside of the database, tell what nothing inside it
/// could: a tail that was cut off, a history that was rewritten with all of its hashes. The digests that stand beside the ids are
/// keyed, and not checked: they only tell a repetition from a conflict.
package struct LedgerVerifier: Sendable {
    private let pool: PostgresPool
    /// Events read at once.
    private static let page: Int64 = 4096
    /// How long comparing the ids with the events may take.
    private static let joinTimeout = Duration.seconds(4 * 3600)

    package init(pool: PostgresPool) {
        self.pool = pool
    }

    /// How far a verification is.
    package struct Progress: Sendable {
        package var done: Int64
        package var total: Int64
    }

    /// Verifies the ledger.
    ///
    /// - Parameters:
    ///   - kept: notes of checkpoints that somebody has kept.
    ///   - key: with what checkpoints must be signed; `nil` leaves their signatures unchecked.
    ///   - progress: is told after every page.
    /// - Throws: `LedgerError` when the ledger can't be read. What is wrong in it is in the report.
    package func verify(
        kept: [String] = [], key: NoteVerifierKey? = nil, progress: @Sendable (Progress) -> Void = { _ in }
    ) async throws(LedgerError) -> VerificationReport {
        try await ledgerAccess {
            try await pool.withConnection { connection in
                try await connection.transaction(.snapshot) { connection in
                    try await verify(on: connection, kept: kept, key: key, progress: progress)
                }
            }
        }
    }

    private func verify(
        on connection: isolated PostgresConnection, kept: [String], key: NoteVerifierKey?,
        progress: @Sendable (Progress) -> Void
    ) async throws -> VerificationReport {
        var problems: [VerificationReport.Finding] = []
        var checkpoints: [Checkpoint] = []
        let stored = try await connection.query("SELECT size, root, note FROM checkpoints ORDER BY size")
            .decode(Int64.self, Hash256.self, String.self)
        for (size, root, note) in stored {
            switch Self.read(note, key: key) {
            case .success(let checkpoint) where checkpoint.size == size && checkpoint.root == root:
                checkpoints.append(checkpoint)
            case .success:
                problems.append(
                    .init(place: .checkpoint(size: size), problem: "its columns don't say what its note says"))
            case .failure(let error):
                problems.append(.init(place: .checkpoint(size: size), problem: "\(error)"))
            }
        }
        for note in kept { checkpoints.append(try Self.read(note, key: key).get()) }

        let head = try StoredHead.decode(try await connection.query(PostgresQuery(Statements.readHead)))
        var check = LedgerCheck(head: head, sizes: Set(checkpoints.map(\.size)))
        for problem in problems { check.find(problem.place, problem.problem) }
        var next = Position.first
        while true {
            let rows = try EventRow.decode(
                try await connection.query(
                    PostgresQuery(
                        Statements.readEvents, next, Position(.max), String?.none, [String]?.none, Self.page)))
            guard let last = rows.last else { break }
            check.add(rows)
            next = last.position.next
            progress(Progress(done: check.report.events, total: max(check.report.events, head?.size ?? 0)))
        }
        check.finish()
        try await checkTiles(&check, on: connection)
        try await checkIDs(&check, on: connection)
        for checkpoint in checkpoints { check.add(checkpoint) }
        return check.report
    }

    private func checkTiles(_ check: inout LedgerCheck, on connection: isolated PostgresConnection) async throws {
        var last: (level: Int16, index: Int64) = (-1, -1)
        while true {
            let rows = try await connection.query(
                """
                SELECT level, index, hashes, root FROM tiles WHERE (level, index) > (\(last.level), \(last.index))
                ORDER BY level, index LIMIT 512
                """)
            let tiles = try rows.decode(Int16.self, Int64.self, [UInt8].self, Hash256.self)
            for (level, index, hashes, root) in tiles {
                // What can't be a tile is as good as one of the highest level: no events make it.
                let canBe = TileCoordinate.levels.contains(Int(level)) && index >= 0
                let coordinate = TileCoordinate(
                    level: canBe ? Int(level) : TileCoordinate.levels.upperBound, index: max(index, 0))
                check.add(coordinate, hashes: hashes, root: root)
                last = (level, index)
            }
            if tiles.isEmpty { break }
        }
        check.finishTiles()
    }

    private func checkIDs(_ check: inout LedgerCheck, on connection: isolated PostgresConnection) async throws {
        let mismatches: PostgresQuery =
            """
            SELECT COALESCE(events.position, ids.position), events.position IS NULL
            FROM events FULL JOIN event_ids AS ids
              ON ids.tenant = events.tenant AND ids.id = events.id AND ids.position = events.position
            WHERE events.position IS NULL OR ids.position IS NULL
            ORDER BY 1 LIMIT 1000
            """
        // It reads both tables as a whole.
        let rows = try await connection.query(mismatches.timeout(Self.joinTimeout))
        for (position, lacksEvent) in try rows.decode(Position.self, Bool.self) {
            check.find(
                .id(position),
                lacksEvent ? "no event has it" : "it is missing: a repetition of the event would not be known")
        }
    }

    private static func read(_ note: String, key: NoteVerifierKey?) -> Result<Checkpoint, LedgerError> {
        do {
            let note = try SignedNote(parsing: note)
            guard let key else { return .success(try Checkpoint(parsing: note.text)) }
            return .success(try Checkpoint(verifying: note, key: key))
        } catch {
            return .failure(LedgerError(.corrupt, "it can't be verified: \(error)"))
        }
    }
}
