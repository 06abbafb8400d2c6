import Cryptography
import MerkleLog
import Postgres
import Vocabulary

/// Reads the tree's tiles: full ones from `tiles`, partial ones from what lies below them.
struct TreeStore: Sendable {
    let connection: PostgresConnection

    /// By tile level, the hashes of the tile that isn't full yet in a log of `size` events.
    func partialTiles(ofSize size: Int64) async throws -> [[Hash256]] {
        var partial: [[Hash256]] = []
        var level = 0
        while size >> (TileCoordinate.height * level) > 0 {
            let hashes = size >> (TileCoordinate.height * level)
            let first = hashes & ~Int64(TileCoordinate.fullWidth - 1)
            partial.append(first == hashes ? [] : try await self.hashes(level: level, from: first, to: hashes))
            level += 1
        }
        return partial
    }

    /// These tiles of a log that holds them all.
    ///
    /// - Throws: `LedgerError(.corrupt)` when one can't be put together.
    func tiles(_ coordinates: Set<TileCoordinate>) async throws -> [TileCoordinate: Tile] {
        var tiles: [TileCoordinate: Tile] = [:]
        let full = coordinates.filter(\.isFull)
        if !full.isEmpty {
            let rows = try await connection.query(
                PostgresQuery(Statements.readTiles, full.map { Int16($0.level) }, full.map(\.index)))
            for (level, index, hashes) in try rows.decode(Int16.self, Int64.self, [UInt8].self) {
                let coordinate = TileCoordinate(level: Int(level), index: index)
                tiles[coordinate] = try Tile(coordinate: coordinate, bytes: hashes)
            }
        }
        for coordinate in coordinates where tiles[coordinate] == nil {
            tiles[coordinate] = try await assembled(coordinate)
        }
        return tiles
    }

    private func assembled(_ coordinate: TileCoordinate) async throws -> Tile {
        let first = coordinate.index << TileCoordinate.height
        let hashes = try await hashes(level: coordinate.level, from: first, to: first + Int64(coordinate.width))
        return try Tile(coordinate: coordinate, hashes: hashes)
    }

    /// Hashes of a tile level: leaf hashes at level 0, roots of the full tiles below at others.
    ///
    /// - Throws: `LedgerError(.corrupt)` when one is missing.
    private func hashes(level: Int, from first: Int64, to end: Int64) async throws -> [Hash256] {
        let query =
            level == 0
            ? PostgresQuery(Statements.readLeaves, first, end)
            : PostgresQuery(Statements.readTileRoots, Int16(level - 1), first, end)
        let hashes = try await connection.query(query).decode(column: 0, as: Hash256.self)
        guard hashes.count == end - first else {
            throw LedgerError(
                .corrupt,
                "The tree lacks a hash of level \(level) between \(first) and \(end). Run: daybook audit verify")
        }
        return hashes
    }
}
