package import Cryptography

extension CompactRange {
    /// Adds a complete subtree of 2^level leaves by its root. The leaves so far must be a multiple of its own.
    package mutating func append(subtree root: Hash256, level: Int) {
        precondition(size & ((1 << level) - 1) == 0, "a subtree of 2^\(level) leaves can't follow \(size) leaves")
        var node = root
        var bits = size >> level
        while bits & 1 == 1 {
            node = MerkleTree.nodeHash(hashes.removeLast(), node)
            bits >>= 1
        }
        hashes.append(node)
        size += 1 << level
    }

    /// The edge that the tree had when it had only its first leaves, down to a multiple of 2^level.
    package func truncated(toMultipleOf level: Int) -> CompactRange {
        var truncated = self
        truncated.size = (size >> level) << level
        truncated.hashes = Array(hashes.prefix(truncated.size.nonzeroBitCount))
        return truncated
    }
}
