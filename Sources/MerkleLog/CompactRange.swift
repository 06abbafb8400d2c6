package import Cryptography

/// The right edge of a tree: its size and the roots of its maximal complete subtrees, largest first.
///
/// It is all that appending and the root need, so a log's head stays at a few hashes however large the log.
package struct CompactRange: Equatable, Sendable {
    /// The number of leaves.
    package internal(set) var size: Int64

    /// The roots of the maximal complete subtrees, largest first: one for each bit set in the size.
    package internal(set) var hashes: [Hash256]

    /// The edge of the empty tree.
    package init() {
        size = 0
        hashes = []
    }

    /// The edge of a tree of `size` leaves.
    ///
    /// - Throws: `outOfRange` for a negative size, or unless there is one hash for each bit set in it.
    package init(size: Int64, hashes: [Hash256]) throws(MerkleLogError) {
        guard size >= 0 else {
            throw MerkleLogError(.outOfRange, "A tree can't have \(size) leaves.")
        }
        guard hashes.count == size.nonzeroBitCount else {
            throw MerkleLogError(
                .outOfRange,
                "The edge of a tree of \(size) leaves is \(size.nonzeroBitCount) hashes, not \(hashes.count).")
        }
        self.size = size
        self.hashes = hashes
    }

    /// The edge of a tree of `size` leaves, from its hashes one after the other, 32 bytes each.
    ///
    /// - Throws: `outOfRange` for a negative size, or unless there are 32 bytes for each bit set in it.
    package init(size: Int64, bytes: [UInt8]) throws(MerkleLogError) {
        guard let hashes = [Hash256](concatenated: bytes) else {
            throw MerkleLogError(.outOfRange, "\(bytes.count) bytes aren't a whole number of 32-byte hashes.")
        }
        try self.init(size: size, hashes: hashes)
    }

    /// The edge of a tree of `size` leaves, from a source of complete subtree roots; the source is asked for
    /// ``NodeCoordinate/edge(ofSize:)``.
    ///
    /// - Throws: `outOfRange` for a negative size, and what the source throws.
    package init(size: Int64, node: (NodeCoordinate) throws -> Hash256) throws {
        try self.init(size: size, hashes: NodeCoordinate.edge(ofSize: max(size, 0)).map(node))
    }

    /// The hashes one after the other, 32 bytes each.
    package var bytes: [UInt8] {
        hashes.concatenated
    }

    /// The root of the tree.
    package var root: Hash256 {
        MerkleTree.fold(hashes)
    }

    /// Adds a leaf by its hash.
    package mutating func append(_ leaf: Hash256) {
        var node = leaf
        // Each trailing one bit of the old size is a complete subtree that the new leaf completes into a larger one.
        var bits = size
        while bits & 1 == 1 {
            node = MerkleTree.nodeHash(hashes.removeLast(), node)
            bits >>= 1
        }
        hashes.append(node)
        size += 1
    }

    /// Adds leaves by their hashes, in order.
    package mutating func append(contentsOf leaves: [Hash256]) {
        for leaf in leaves {
            append(leaf)
        }
    }
}
