/// A complete subtree: of 2^level leaves, the first of which is leaf index · 2^level.
package struct NodeCoordinate: Hashable, Sendable {
    /// The height above the leaves: 0 for a leaf.
    package let level: Int

    /// The place among the nodes of that level, from 0.
    package let index: Int64

    /// The subtree of 2^level leaves at a place in its level.
    package init(level: Int, index: Int64) {
        self.level = level
        self.index = index
    }

    /// The maximal complete subtrees of a tree of `size` leaves, largest first: what a ``CompactRange`` holds.
    package static func edge(ofSize size: Int64) -> [NodeCoordinate] {
        cover(from: 0, to: size)
    }

    /// The maximal complete subtrees over the leaves `start..<end`, largest first.
    ///
    /// `start` is a multiple of a power of two that is no less than the number of leaves, as it is for every subtree
    /// that a proof names; so each subtree found is complete and in its proper place.
    static func cover(from start: Int64, to end: Int64) -> [NodeCoordinate] {
        var nodes: [NodeCoordinate] = []
        var first = start
        while first < end {
            let level = Int64.bitWidth - 1 - (end - first).leadingZeroBitCount
            nodes.append(NodeCoordinate(level: level, index: first >> level))
            first += 1 << level
        }
        return nodes
    }
}
