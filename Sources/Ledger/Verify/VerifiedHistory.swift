package import Cryptography
package import MerkleLog
package import Vocabulary

/// How far a ledger was verified: what is kept outside of the database, so that the next verification can go on from there.
///
/// As text it is the body of a C2SP checkpoint (tlog-checkpoint): origin, size and root, each a line, and then extension lines:
/// `recorded` with the time of the last event, and `edge` with the root of each maximal complete subtree, largest first, in
/// base64. It isn't signed: it is worth as much as the place where it is kept.
package struct VerifiedHistory: Equatable, Sendable {
    /// The tree over the events that were verified.
    package let edge: CompactRange
    /// When the last of them was recorded; `nil` when there are none.
    package let lastTime: Timestamp?

    package init(edge: CompactRange, lastTime: Timestamp?) {
        self.edge = edge
        self.lastTime = lastTime
    }

    /// The origin of a log whose name isn't known, because no key of it is.
    private static let unnamed = "unnamed"

    /// How many events were verified.
    package var size: Int64 { edge.size }
    package var root: Hash256 { edge.root }

    /// Reads the text.
    ///
    /// - Parameter origin: which log it must be of, if that is known.
    /// - Throws: `LedgerError(.corrupt)` that says what is wrong with it.
    package init(parsing text: String, origin: String? = nil) throws(LedgerError) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.popLast() == "", lines.count >= 3 else {
            throw Self.malformed("it isn't lines of origin, size and root")
        }
        let checkpoint: Checkpoint
        do {
            checkpoint = try Checkpoint(parsing: lines[..<3].map { "\($0)\n" }.joined())
        } catch {
            throw Self.malformed(error.description)
        }
        if let origin, checkpoint.origin != Self.unnamed, checkpoint.origin != origin {
            throw Self.malformed("it is about the log \(checkpoint.origin), and this one is \(origin)")
        }
        var hashes: [Hash256] = []
        var lastTime: Timestamp?
        for line in lines[3...] {
            let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            if words.count == 2, words[0] == "edge", let hash = Hash256(base64: words[1]) {
                hashes.append(hash)
            } else if words.count == 2, words[0] == "recorded", lastTime == nil, let time = Timestamp(String(words[1]))
            {
                lastTime = time
            } else {
                throw Self.malformed("it has a line that can't be read")
            }
        }
        guard let edge = try? CompactRange(size: checkpoint.size, hashes: hashes), edge.root == checkpoint.root else {
            throw Self.malformed("its edge isn't that of its size and root")
        }
        self.init(edge: edge, lastTime: lastTime)
    }

    /// The text.
    ///
    /// - Parameter origin: which log it is, if that is known; one line.
    /// - Throws: `LedgerError(.corrupt)` for an origin that can't be one.
    package func text(origin: String?) throws(LedgerError) -> String {
        do {
            var text = try Checkpoint(origin: origin ?? Self.unnamed, size: size, root: root).text
            if let lastTime { text += "recorded \(lastTime)\n" }
            for hash in edge.hashes { text += "edge \(hash.base64)\n" }
            return text
        } catch {
            throw Self.malformed(error.description)
        }
    }

    private static func malformed(_ why: String) -> LedgerError {
        LedgerError(.corrupt, "It doesn't say how far the ledger was verified: \(why)")
    }
}
