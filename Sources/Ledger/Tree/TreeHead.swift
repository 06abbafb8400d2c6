package import Cryptography
package import Vocabulary

/// The tree over all events, at some size.
package struct TreeHead: Hashable, Sendable {
    /// The number of events.
    package let size: Int64
    package let root: Hash256
    /// The roots of the maximal complete subtrees, largest first.
    package let edge: [Hash256]
    /// When the last event was recorded; the Unix epoch in an empty ledger.
    package let recordedAt: Timestamp
}
