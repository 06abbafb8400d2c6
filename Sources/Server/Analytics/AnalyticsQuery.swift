import Analytics
import Ledger
import Vocabulary

/// What `GET /v1/analytics` asks for.
struct AnalyticsQuery: Hashable, Sendable {
    var range: AnalyticsRange
    var unit: BucketUnit
    /// As the tz database spells it; whether it knows it, the database says.
    var zone: String
    var filter: ChannelFilter

    /// How many parts a range may be cut into.
    static let mostBuckets: Int64 = 1000

    /// Reads the parameters.
    ///
    /// - Parameters:
    ///   - fallback: the range where none is given.
    /// - Throws: `APIError` (400) for one that can't be read, or a range of too many buckets.
    init(_ query: Query, otherwise fallback: AnalyticsRange) throws(APIError) {
        range = try Self.range(query, otherwise: fallback)
        unit = try query.one("bucket", as: "hour, day, week or month") { BucketUnit(rawValue: $0) } ?? .day
        zone = try query.one("tz") ?? "UTC"
        filter = try Self.filter(query)
    }

    /// From `from` to before `to`, where the one or the other is given.
    static func range(_ query: Query, otherwise fallback: AnalyticsRange) throws(APIError) -> AnalyticsRange {
        let form = "a time like 2025-01-15T10:30:00Z"
        let start = try query.one("from", as: form) { Timestamp($0) }
        let end = try query.one("to", as: form) { Timestamp($0) }
        guard start != nil || end != nil else { return fallback }
        guard let range = AnalyticsRange(from: start ?? fallback.start, to: end ?? fallback.end) else {
            throw .badRequest("The parameter to must be a later time than from.")
        }
        return range
    }

    /// Refuses what is too long for certain, before anybody cuts it into buckets.
    ///
    /// - Throws: `APIError` (400) when the range has too many buckets.
    func checkBuckets() throws(APIError) {
        try check((range.end.microseconds - range.start.microseconds) / unit.shortest + 1)
    }

    /// Counts them: by clocks that are half an hour off, or that are changed, there is one more than the time says.
    ///
    /// - Throws: `APIError` (400) when the range has too many buckets.
    func check(edges: [Timestamp]) throws(APIError) {
        try check(Int64(edges.count - 1))
    }

    private func check(_ buckets: Int64) throws(APIError) {
        guard buckets <= Self.mostBuckets else {
            throw .badRequest(
                "The range has more than \(Self.mostBuckets) buckets. Ask for a shorter one, or for longer buckets.")
        }
    }

    /// `whatsapp`, or `whatsapp:` and the channel's id.
    static func filter(_ query: Query) throws(APIError) -> ChannelFilter {
        guard let text = try query.one("channel") else { return ChannelFilter() }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return ChannelFilter(medium: parts[0].isEmpty ? nil : parts[0], channel: parts.count > 1 ? parts[1] : nil)
    }
}

extension AnalyticsRange {
    /// The last 30 days.
    static func month(until now: Timestamp) -> AnalyticsRange {
        let start = Timestamp(microseconds: now.microseconds - 30 * 86_400_000_000)
        return AnalyticsRange(from: start, to: now) ?? .all
    }
}
