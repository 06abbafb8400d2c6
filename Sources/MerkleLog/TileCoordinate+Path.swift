extension TileCoordinate {
    /// The path below the log's prefix: `tile/0/x001/x234/067`, with `.p/<width>` for a partial tile.
    package var path: String {
        "tile/\(level)/\(TileIndexPath(index: index, width: width).encoded)"
    }

    /// The tile that a request path names; `path` is what follows `/tile/`.
    ///
    /// There is one spelling of each tile: no additional zeroes, no `.p/256`. `nil` for everything else.
    package init?(path: String) {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2,
            let level = Int64(canonicalDecimal: parts[0]), level <= Int64(Self.levels.upperBound),
            let place = TileIndexPath(parts[1])
        else { return nil }
        self.init(level: Int(level), index: place.index, width: place.width)
    }
}
