/// Which tile of a log (C2SP tlog-tiles): up to 256 hashes of one level, one after the other.
///
/// The hashes of level L are the roots of subtrees of 256^L leaves; those of level 0 are leaf hashes.
package struct TileCoordinate: Hashable, Sendable {
    /// Tree levels in a tile.
    package static let height = 8

    /// Hashes in a full tile.
    package static let fullWidth = 1 << height

    /// The levels that a path can name.
    package static let levels = 0...63

    /// The tile level, from 0.
    package let level: Int

    /// The place among the tiles of that level, from 0.
    package let index: Int64

    /// The number of hashes, 1…256; less than 256 in a partial tile.
    package let width: Int

    /// The tile of `width` hashes at a place in a level; out of range is a programmer's mistake, as what comes from
    /// outside is read by ``init(path:)``.
    package init(level: Int, index: Int64, width: Int = fullWidth) {
        precondition(Self.levels.contains(level), "no tile level \(level)")
        precondition(index >= 0, "no tile \(index)")
        precondition((1...Self.fullWidth).contains(width), "no tile of \(width) hashes")
        self.level = level
        self.index = index
        self.width = width
    }

    /// The tile at a place in a level, as wide as it is in a log of `size` leaves; `nil` where that log has none.
    package init?(level: Int, index: Int64, ofSize size: Int64) {
        guard Self.levels.contains(level), index >= 0, size > 0 else { return nil }
        let hashes = Self.hashCount(level: level, size: size)
        let tiles = hashes >> Self.height
        if index < tiles {
            self.init(level: level, index: index)
        } else if index == tiles, hashes & Int64(Self.fullWidth - 1) > 0 {
            self.init(level: level, index: index, width: Int(hashes & Int64(Self.fullWidth - 1)))
        } else {
            return nil
        }
    }

    /// Whether the tile has all of its 256 hashes, and so will never change.
    package var isFull: Bool {
        width == Self.fullWidth
    }

    /// Whether a log of `size` leaves holds all the hashes of the tile.
    package func isCovered(bySize size: Int64) -> Bool {
        guard let widest = Self(level: level, index: index, ofSize: size) else { return false }
        return width <= widest.width
    }

    /// The number of hashes that a log of `size` leaves has in a tile level.
    static func hashCount(level: Int, size: Int64) -> Int64 {
        size >> (level * height)
    }
}
