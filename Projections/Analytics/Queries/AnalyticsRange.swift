package import Vocabulary

/// From when to when figures are asked for, in whole quarter hours.
package struct AnalyticsRange: Hashable, Sendable {
    /// The first moment.
    package let start: Timestamp
    /// The moment at which it ends, which isn't in it.
    package let end: Timestamp

    /// The quarter hours in which there is something of the time from `start` to `end`.
    ///
    /// - Returns: `nil` when it doesn't end after it starts, or lies out of the years that a time can be written in.
    package init?(from start: Timestamp, to end: Timestamp) {
        let seconds = Timestamp.years
        guard start < end, seconds.contains(start.microseconds / 1_000_000),
            seconds.contains(end.microseconds / 1_000_000)
        else { return nil }
        self.start = QuarterHour(start).start
        let last = QuarterHour(end)
        self.end = last.start == end ? end : last.end
    }

    /// All that there is.
    package static let all = AnalyticsRange(
        unchecked: Timestamp(microseconds: 0), Timestamp(microseconds: 4_102_444_800_000_000))

    /// The last whole day and night up to the end of the quarter hour of `now`.
    package static func day(until now: Timestamp) -> AnalyticsRange {
        let end = QuarterHour(now).end
        return AnalyticsRange(unchecked: Timestamp(microseconds: end.microseconds - 86_400_000_000), end)
    }

    private init(unchecked start: Timestamp, _ end: Timestamp) {
        self.start = start
        self.end = end
    }

    /// The periods in which there is something of it.
    var periods: ClosedRange<Int32> {
        let first = Period(start).number
        return first...max(first, Period(Timestamp(microseconds: end.microseconds - 1)).number)
    }
}

/// Of which channels figures are asked for; of all, unless something is set.
package struct ChannelFilter: Hashable, Sendable {
    package var medium: String?
    package var channel: String?

    package init(medium: String? = nil, channel: String? = nil) {
        self.medium = medium
        self.channel = channel
    }

    /// Whether a channel is among them.
    package func includes(_ name: ChannelName) -> Bool {
        (medium.map { $0 == name.medium } ?? true) && (channel.map { $0 == name.channel } ?? true)
    }
}

/// Into what parts a range is cut.
package enum BucketUnit: String, Hashable, Sendable, CaseIterable {
    case hour, day, week, month

    /// How long one is at least, in microseconds: a day is 23 hours long when the clocks go forward, some were shorter. Only hours in
    /// which clocks change by less than that are shorter.
    package var shortest: Int64 {
        let hour: Int64 = 3_600_000_000
        return switch self {
        case .hour: hour
        case .day: 22 * hour
        case .week: 166 * hour
        case .month: 670 * hour
        }
    }
}
