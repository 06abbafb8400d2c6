/// Which bundle of log entries (C2SP tlog-tiles): those of the level 0 tile of the same index and width.
package struct EntriesTileCoordinate: Hashable, Sendable {
    /// The place among the bundles, from 0; the first entry is 256 times that.
    package let index: Int64

    /// The number of entries, 1…256; less than 256 in a partial bundle.
    package let width: Int

    /// The bundle of the entries of a level 0 tile.
    package init(index: Int64, width: Int = TileCoordinate.fullWidth) {
        let tile = TileCoordinate(level: 0, index: index, width: width)
        self.index = tile.index
        self.width = tile.width
    }

    /// The tile with the entries' leaf hashes.
    package var tile: TileCoordinate {
        TileCoordinate(level: 0, index: index, width: width)
    }

    /// The path below the log's prefix: `tile/entries/x001/x234/067`, with `.p/<width>` for a partial bundle.
    package var path: String {
        "tile/entries/\(TileIndexPath(index: index, width: width).encoded)"
    }

    /// The bundle that a request path names; `path` is what follows `/tile/`. `nil` unless in its one spelling.
    package init?(path: String) {
        let prefix = "entries/"
        guard path.utf8.starts(with: prefix.utf8),
            let place = TileIndexPath(path.utf8.dropFirst(prefix.utf8.count))
        else { return nil }
        self.init(index: place.index, width: place.width)
    }
}
