/// Where a node is found in the tiles of a log.
package struct TilePosition: Hashable, Sendable {
    /// The tile that holds the node, or the hashes from which it is computed.
    package let tile: TileCoordinate

    /// The height of the node above the tile's own hashes, 0…7.
    package let level: Int

    /// The place of the node among the tile's nodes of that height.
    package let index: Int
}

extension NodeCoordinate {
    /// Where the node lies in the tiles of a log of `size` leaves; the tile is as wide as it is at that size.
    ///
    /// `nil` unless the log holds all leaves of the subtree.
    package func position(inSize size: Int64) -> TilePosition? {
        guard (0..<Int64.bitWidth).contains(level), index >= 0, size > 0, index < size >> level else { return nil }
        let height = level % TileCoordinate.height
        let tileLevel = level / TileCoordinate.height
        let nodesInTile = Int64(1) << (TileCoordinate.height - height)
        guard let tile = TileCoordinate(level: tileLevel, index: index / nodesInTile, ofSize: size) else { return nil }
        return TilePosition(tile: tile, level: height, index: Int(index % nodesInTile))
    }
}
