extension TileCoordinate {
    /// The full tiles, of every level, that a log growing from `oldSize` to `newSize` leaves completes.
    ///
    /// Lower levels come first, and within a level lower indexes, so that each tile's hashes are at hand when it is due.
    package static func tiles(newlyFullFrom oldSize: Int64, to newSize: Int64) -> [TileCoordinate] {
        guard oldSize >= 0, oldSize < newSize else { return [] }
        var tiles: [TileCoordinate] = []
        for level in levels {
            let before = hashCount(level: level + 1, size: oldSize)
            let after = hashCount(level: level + 1, size: newSize)
            if after == 0 { break }
            for index in before..<after {
                tiles.append(TileCoordinate(level: level, index: index))
            }
        }
        return tiles
    }

    /// The partial tiles at the right edge of a log of `size` leaves, lowest level first.
    package static func partialTiles(ofSize size: Int64) -> [TileCoordinate] {
        guard size > 0 else { return [] }
        return levels.compactMap { level in
            let index = hashCount(level: level + 1, size: size)
            return TileCoordinate(level: level, index: index, ofSize: size)
        }
    }
}
