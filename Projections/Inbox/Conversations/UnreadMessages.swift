package import Vocabulary

/// The inbound messages of a conversation that nobody on our side has read.
///
/// All are counted, and the positions of the latest are kept, so that reading up to a position leaves exactly what came after it. Only
/// who reads up to a place that lies more than `bound` unread messages back doesn't lower the count: it would have to be
/// guessed, and nothing unread must be hidden.
package struct UnreadMessages: Equatable, Sendable {
    /// How many positions are kept: a row must not grow with a conversation that nobody ever reads.
    static let bound = 64

    package private(set) var count: Int64 = 0
    /// In order.
    package private(set) var latest: [Position] = []

    init() {}

    init(count: Int64, latest: [Position]) {
        self.count = count
        self.latest = latest
    }

    mutating func add(_ position: Position) {
        count += 1
        latest.append(position)
        if latest.count > Self.bound { latest.removeFirst() }
    }

    mutating func read(upTo position: Position) {
        guard let first = latest.first, first <= position else { return }
        latest.removeAll { $0 <= position }
        count = Int64(latest.count)
    }
}
