package import Cryptography

/// The hashes of RFC 6962 §2.1, with SHA-256.
package enum MerkleTree {
    /// The root of a tree without leaves: SHA-256 of nothing.
    package static let emptyRoot = SHA256.hash([UInt8]())

    /// The hash of a leaf: SHA-256(0x00 ‖ data).
    package static func leafHash(_ data: [UInt8]) -> Hash256 {
        data.withUnsafeBytes { leafHash($0) }
    }

    /// The hash of a leaf: SHA-256(0x00 ‖ data).
    package static func leafHash(_ data: UnsafeRawBufferPointer) -> Hash256 {
        SHA256.hash(prefix: leafPrefix, data)
    }

    /// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
    package static func nodeHash(_ left: Hash256, _ right: Hash256) -> Hash256 {
        SHA256.hash(prefix: nodePrefix, left, right)
    }

    /// The root of the tree over leaf hashes (not leaf data), in order.
    package static func root(of leaves: [Hash256]) -> Hash256 {
        root(of: leaves[...])
    }

    /// The root of the tree over leaf hashes, in order.
    package static func root(of leaves: ArraySlice<Hash256>) -> Hash256 {
        var range = CompactRange()
        for leaf in leaves {
            range.append(leaf)
        }
        return range.root
    }

    /// The hash of neighbouring complete subtrees, given by their roots from left (largest) to right (smallest).
    package static func fold(_ hashes: [Hash256]) -> Hash256 {
        guard var hash = hashes.last else { return emptyRoot }
        for left in hashes.dropLast().reversed() {
            hash = nodeHash(left, hash)
        }
        return hash
    }

    // A leaf and a node can't be taken for each other, because they are hashed with different first bytes.
    private static let leafPrefix: UInt8 = 0x00
    private static let nodePrefix: UInt8 = 0x01
}
