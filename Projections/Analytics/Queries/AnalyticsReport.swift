package import Vocabulary

/// The figures of a range: as a whole, by its parts in time, and by channel.
package struct AnalyticsReport: Equatable, Sendable {
    /// What is told of any part.
    package struct Figures: Equatable, Sendable {
        package var volume = VolumeFigures()
        package var openings = OpeningFigures()

        package static func += (sum: inout Self, other: Self) {
            sum.volume += other.volume
            sum.openings += other.openings
        }
    }

    /// A part in time.
    package struct Bucket: Equatable, Sendable {
        package var start: Timestamp
        package var end: Timestamp
        package var figures = Figures()
    }

    /// In their order, without gaps, those in which nothing happened among them.
    package var buckets: [Bucket]
    /// Those on which something happened.
    package var channels: [ChannelName: Figures] = [:]
    /// Contacts who wrote, or were written to, each once.
    package var uniqueContacts: Int64 = 0
    /// Where the buckets begin, in microseconds: side by side, as each opening is looked up in them.
    private let starts: [Int64]

    /// - Parameter edges: where the parts begin, and where the last one ends.
    init(edges: [Timestamp]) {
        buckets = zip(edges, edges.dropFirst()).map { Bucket(start: $0, end: $1) }
        starts = buckets.map(\.start.microseconds)
    }

    /// The last bucket that doesn't begin after a moment of the range, in microseconds.
    ///
    /// They are about equally long: the place is reckoned, and put right by a step or two.
    func bucket(of moment: Int64) -> Int {
        guard let first = starts.first, let last = starts.last, last > first else { return 0 }
        let reckoned = Double(moment - first) / Double(last - first) * Double(starts.count - 1)
        var place = min(max(Int(reckoned), 0), starts.count - 1)
        while place > 0, starts[place] > moment { place -= 1 }
        while place + 1 < starts.count, starts[place + 1] <= moment { place += 1 }
        return place
    }

    /// Of the range as a whole.
    package var total: Figures {
        channels.values.reduce(into: Figures()) { $0 += $1 }
    }
}
