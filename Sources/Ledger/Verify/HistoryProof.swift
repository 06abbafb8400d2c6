import Cryptography
import MerkleLog
import Postgres
import Vocabulary

/// Goes on from what was verified before, by what is kept of that and nothing that is only in the database.
struct HistoryProof: Sendable {
    let history: VerifiedHistory
    let connection: PostgresConnection

    /// A check that begins at the last full tile that was verified, and checkpoints from before that, which it compares at once.
    ///
    /// - Parameter kept: loses the checkpoints that were compared.
    func begin(_ kept: inout [Checkpoint]) async throws -> LedgerCheck {
        let start = history.edge.truncated(toMultipleOf: TileCoordinate.height)
        var problems: [TileCoordinate] = []
        var partial: [[Hash256]] = []
        var level = 1
        while start.size >> (TileCoordinate.height * level) > 0 {
            let roots = try await roots(above: level, size: start.size)
            if !Self.isVerified(roots, level: level, in: start) {
                problems.append(
                    TileCoordinate(level: level, index: start.size >> (TileCoordinate.height * (level + 1))))
            }
            partial.append(roots)
            level += 1
        }
        // The events of a tile that wasn't full are read again, the last one's time with them.
        var check = LedgerCheck(
            start: start, stack: TileStack(partial: partial, size: start.size),
            latest: start.size == history.size ? history.lastTime : nil)
        for coordinate in problems {
            check.find(.tile(coordinate), "the tiles below it aren't those that were verified")
        }
        for checkpoint in kept where checkpoint.size > 0 && checkpoint.size <= start.size {
            check.add(checkpoint, isBeginning: try await isBeginning(checkpoint))
        }
        kept.removeAll { $0.size > 0 && $0.size <= start.size }
        return check
    }

    /// What the database says the hashes are of the tile of a level that isn't full at `size` leaves.
    private func roots(above level: Int, size: Int64) async throws -> [Hash256] {
        let end = size >> (TileCoordinate.height * level)
        let first = end & ~Int64(TileCoordinate.fullWidth - 1)
        let query = PostgresQuery(Statements.readTileRoots, Int16(level - 1), first, end)
        var roots = try await connection.query(query).decode(column: 0, as: Hash256.self)
        roots = Array(roots.prefix(Int(end - first)))
        return roots + [Hash256](repeating: .zero, count: Int(end - first) - roots.count)
    }

    /// Whether the hashes of a tile fold to those subtrees of the edge that lie over it.
    private static func isVerified(_ roots: [Hash256], level: Int, in edge: CompactRange) -> Bool {
        var range = CompactRange()
        range.append(contentsOf: roots)
        let above = (edge.size >> (TileCoordinate.height * (level + 1))).nonzeroBitCount
        return Array(edge.hashes[above...].prefix(range.hashes.count)) == range.hashes
    }

    /// Whether the tree that was verified began as a checkpoint says, by a proof put together from the stored tiles.
    private func isBeginning(_ checkpoint: Checkpoint) async throws -> Bool {
        do {
            let plan = try ConsistencyProof.plan(oldSize: checkpoint.size, newSize: history.size)
            let tiles = try await TreeStore(connection: connection).tiles(plan.tiles(inSize: history.size))
            let proof = try plan.proof { node throws(LedgerError) in
                guard let place = node.position(inSize: history.size), let hash = tiles[place.tile]?.node(at: place)
                else { throw LedgerError(.corrupt, "the tree lacks a node") }
                return hash
            }
            return MerkleTree.verifyConsistency(
                oldSize: checkpoint.size, oldRoot: checkpoint.root, newSize: history.size, newRoot: history.root,
                proof: proof)
        } catch let error as LedgerError where error.code == .corrupt {
            return false
        }
    }
}

extension VerifiedHistory {
    /// What it says about the tree, as a checkpoint that was kept.
    var checkpoint: Checkpoint {
        get throws { try Checkpoint(origin: "verified", size: size, root: root) }
    }
}
