import Cryptography
import MerkleLog
import Postgres
import Vocabulary

/// Reads what there is of a range, and has it checked: events, the tiles over them, their checkpoints.
struct RangeReader: Sendable {
    /// Checkpoints that somebody has kept.
    var kept: [Checkpoint]
    /// Of the stored checkpoints, those that are larger than this are checked.
    var checkpointsAfter: Int64
    /// With what checkpoints must be signed, if it is known.
    var key: NoteVerifierKey?
    /// Whether ids are looked up event by event; otherwise they are tallied, and compared as a whole.
    var looksUpIDs: Bool

    /// Checks a range.
    func read(
        _ range: Range<Int64>, into check: consuming RangeCheck, on connection: isolated PostgresConnection
    ) async throws -> RangeCheck {
        check.begin(range)
        // COPY takes no parameters; these are integers.
        let events: PostgresQuery =
            """
            COPY (SELECT \(unsafe: EventCells.columns) FROM events
                  WHERE position >= \(unsafe: "\(range.lowerBound)") AND position < \(unsafe: "\(range.upperBound)")
                  ORDER BY position) TO STDOUT (FORMAT binary)
            """
        check = try await connection.copyOut(events, into: check) { check, cells in try check.add(&cells) }
        if check.result.isHole { return check }
        check.finish()
        check.add(try await tiles(under: check, on: connection))
        check = try await checkpoints(into: check, on: connection)
        if looksUpIDs {
            let unknown = PostgresQuery(Statements.findUnknownIDs, range.lowerBound, range.upperBound)
            for position in try await connection.query(unknown).decode(column: 0, as: Position.self) {
                check.find(unknownIDAt: position)
            }
        }
        return check
    }

    private func tiles(under check: RangeCheck, on connection: isolated PostgresConnection) async throws -> TileCheck {
        let first = check.result.range.lowerBound >> TileCoordinate.height
        let roots = check.result.tileRoots
        let tiles: PostgresQuery =
            """
            COPY (SELECT index, hashes, root FROM tiles
                  WHERE level = 0 AND index >= \(unsafe: "\(first)") AND index < \(unsafe: "\(first + Int64(roots.count))")
                  ORDER BY index) TO STDOUT (FORMAT binary)
            """
        var tileCheck = try await connection.copyOut(
            tiles, into: TileCheck(leaves: check.leaves, roots: roots, first: first)
        ) { tileCheck, cells in try tileCheck.add(&cells) }
        tileCheck.finish()
        return tileCheck
    }

    private func checkpoints(
        into check: consuming RangeCheck, on connection: isolated PostgresConnection
    ) async throws -> RangeCheck {
        let range = check.result.range
        let stored = try await connection.query(
            """
            SELECT size, root, note FROM checkpoints
            WHERE size > \(max(range.lowerBound, checkpointsAfter)) AND size <= \(range.upperBound) ORDER BY size
            """)
        var checkpoints = kept.filter { range.lowerBound < $0.size && $0.size <= range.upperBound }
        for row in try StoredCheckpoint.decode(stored) {
            switch row.read(key: key) {
            case .success(let checkpoint): checkpoints.append(checkpoint)
            case .failure(let error): check.find(checkpointOf: row.size, error.description)
            }
        }
        checkpoints.sort { $0.size < $1.size }
        for checkpoint in checkpoints { check.add(checkpoint) }
        return check
    }
}
