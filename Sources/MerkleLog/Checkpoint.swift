package import Cryptography

/// A statement of a log's size and root (C2SP tlog-checkpoint), without extension lines.
package struct Checkpoint: Hashable, Sendable {
    /// Which log it is; also the name of the key that signs.
    package let origin: String

    /// The number of leaves.
    package let size: Int64

    /// The root of the tree of that size.
    package let root: Hash256

    /// A checkpoint of a log.
    ///
    /// - Throws: `malformedCheckpoint` for an origin that is empty or holds control characters, or a negative size.
    package init(origin: String, size: Int64, root: Hash256) throws(MerkleLogError) {
        guard !origin.isEmpty, origin.utf8.allSatisfy({ $0 >= 0x20 }) else {
            throw MerkleLogError(.malformedCheckpoint, "An origin is one line of text, and not empty.")
        }
        guard size >= 0 else {
            throw MerkleLogError(.malformedCheckpoint, "A tree can't have \(size) leaves.")
        }
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads a checkpoint's text: origin, size and root, each a line.
    ///
    /// - Throws: `malformedCheckpoint` for everything else, extension lines among it.
    package init(parsing text: String) throws(MerkleLogError) {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { Substring($0) }
        guard lines.count == 4, lines[3].isEmpty else {
            throw MerkleLogError(.malformedCheckpoint, "A checkpoint is three lines: origin, size and root.")
        }
        guard let size = Int64(canonicalDecimal: lines[1].utf8) else {
            throw MerkleLogError(
                .malformedCheckpoint, "A checkpoint's size is a decimal number without leading zeroes.")
        }
        guard let root = Hash256(base64: lines[2]) else {
            throw MerkleLogError(.malformedCheckpoint, "A checkpoint's root is 32 bytes in base64.")
        }
        try self.init(origin: String(lines[0]), size: size, root: root)
    }

    /// The text that is signed.
    package var text: String {
        "\(origin)\n\(size)\n\(root.base64)\n"
    }
}
