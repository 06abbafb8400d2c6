package import Vocabulary

/// What a rebuild has made.
package struct RebuildReport: Hashable, Sendable {
    package let projection: String
    package let version: Int32
    package let generation: Int32
    /// The next event that the new tables wanted when they were swapped in.
    package let position: Position
    /// The number of events that the digests are of: the tables are swapped in a little later.
    package let digestPosition: Position
    package let digests: [TableDigest]
    /// Events that couldn't be read, and were passed over.
    package let unreadable: Int
    /// Where reading began: 0, or where a rebuild that was killed was gone on with.
    package let start: Position
    package let elapsed: Duration
    /// The schema that keeps the tables that were replaced, if they were to be kept.
    package let kept: String?
}
