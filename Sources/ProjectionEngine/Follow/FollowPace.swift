/// How fast a projection follows: how many events it takes at once, and how long it rests after a failure. Pure.
struct FollowPace: Hashable, Sendable {
    /// The most events of one batch.
    static let fullBatch = 1000
    private static let firstRest = Duration.milliseconds(100)
    private static let longestRest = Duration.seconds(5)

    /// How many events the next batch may have.
    private(set) var batch = fullBatch
    /// How long to rest before the next try.
    private(set) var rest = Duration.zero

    /// Whether the last try failed for a reason that lies outside the events.
    var isOutage: Bool { rest > .zero }

    /// A batch was folded.
    mutating func succeeded() {
        rest = .zero
        batch = min(batch * 2, Self.fullBatch)
    }

    /// The database or the ledger couldn't be used.
    mutating func failed() {
        rest = rest == .zero ? Self.firstRest : min(rest * 2, Self.longestRest)
    }

    /// Something in the batch can't be folded: the next one is half as large, until the events before it are folded and it
    /// stands alone.
    ///
    /// - Returns: false when it stood alone already.
    mutating func halve() -> Bool {
        rest = .zero
        guard batch > 1 else { return false }
        batch /= 2
        return true
    }
}
