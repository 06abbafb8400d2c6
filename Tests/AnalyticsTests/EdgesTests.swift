import ProjectionTestSupport
import Testing
import Vocabulary

@testable import Analytics

struct EdgesTests {
    /// Ranges, and where the parts in them begin.
    private static let cases: [(BucketUnit, String, String, String, [String])] = [
        (.day, "UTC", "2025-01-01T00:00:00Z", "2025-01-03T00:00:00Z", ["2025-01-02T00:00:00Z"]),
        // 23 and 25 hours.
        (
            .day, "America/New_York", "2025-03-08T05:00:00Z", "2025-03-11T04:00:00Z",
            ["2025-03-09T05:00:00Z", "2025-03-10T04:00:00Z"]
        ),
        (
            .day, "America/New_York", "2025-11-01T04:00:00Z", "2025-11-04T05:00:00Z",
            ["2025-11-02T04:00:00Z", "2025-11-03T05:00:00Z"]
        ),
        (.day, "Asia/Kathmandu", "2025-01-01T00:00:00Z", "2025-01-02T00:00:00Z", ["2025-01-01T18:15:00Z"]),
        // Midnight was left out.
        (.day, "America/Sao_Paulo", "2018-11-03T12:00:00Z", "2018-11-05T00:00:00Z", ["2018-11-04T03:00:00Z"]),
        // Midnight comes twice.
        (.day, "America/Havana", "2025-11-01T12:00:00Z", "2025-11-03T00:00:00Z", ["2025-11-02T04:00:00Z"]),
        // A day was left out.
        (
            .day, "Pacific/Apia", "2011-12-29T12:00:00Z", "2012-01-01T12:00:00Z",
            ["2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z", "2012-01-01T10:00:00Z"]
        ),
        (
            .week, "Europe/Berlin", "2025-01-01T00:00:00Z", "2025-01-13T00:00:00Z",
            ["2025-01-05T23:00:00Z", "2025-01-12T23:00:00Z"]
        ),
        (
            .month, "Europe/Berlin", "2025-03-01T00:00:00Z", "2025-05-01T00:00:00Z",
            ["2025-03-31T22:00:00Z", "2025-04-30T22:00:00Z"]
        ),
        (
            .hour, "Asia/Kathmandu", "2025-01-01T00:00:00Z", "2025-01-01T02:00:00Z",
            ["2025-01-01T00:15:00Z", "2025-01-01T01:15:00Z"]
        ),
        // The clock shows one hour twice.
        (
            .hour, "America/New_York", "2025-11-02T05:00:00Z", "2025-11-02T08:00:00Z",
            ["2025-11-02T06:00:00Z", "2025-11-02T07:00:00Z"]
        ),
        // The clock goes back by half an hour, from 02:00 to 01:30.
        (
            .hour, "Australia/Lord_Howe", "2025-04-05T13:30:00Z", "2025-04-05T17:00:00Z",
            ["2025-04-05T14:00:00Z", "2025-04-05T15:30:00Z", "2025-04-05T16:30:00Z"]
        ),
    ]

    @Test func `parts begin when the clocks of a zone say so`() async throws {
        try await TestLog.with { log in
            let queries = AnalyticsQueries(pool: log.pool)
            for (unit, zone, from, to, expected) in Self.cases {
                let (start, end) = (try #require(Timestamp(from)), try #require(Timestamp(to)))
                let range = try #require(AnalyticsRange(from: start, to: end))
                let edges = try await queries.edges(of: range, unit: unit, zone: zone)
                #expect(edges.map(\.description) == [from] + expected + [to], "\(unit) in \(zone)")
            }
        }
    }

    @Test func `only the names of zones are known, not all that the database would take for one`() async throws {
        try await TestLog.with { log in
            let zones = AnalyticsQueries(pool: log.pool).timeZones
            var known: [String] = []
            let real = ["UTC", "America/New_York", "Asia/Kathmandu"]
            let unreal = ["", "Mars/Olympus", "FOO+3", "utc'", "america/new_york", "localtime\0"]
            for name in real + unreal {
                if try await zones.contains(name) { known.append(name) }
            }
            #expect(known == real)
        }
    }
}
