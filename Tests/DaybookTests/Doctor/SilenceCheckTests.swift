import Testing
import Vocabulary

@testable import Daybook

/// When a channel is silent for longer than its rhythm explains.
struct SilenceCheckTests {
    /// Monday, 2026-03-02T00:00Z, in quarter hours; weeks of the tests are counted from here.
    private static let monday: Int64 = 1_772_409_600 / 900
    private static let day: Int64 = 96
    private static let week: Int64 = 7 * day

    /// What came in over five weeks and a bit, up to a quarter hour of the sixth week: `rate` a quarter hour from 9 to 17 on workdays.
    private static func office(until end: Int64, rate: Int64 = 2, from start: Int64 = 0) -> [Int64: Int64] {
        var quarters: [Int64: Int64] = [:]
        for quarter in start..<5 * week + end {
            let (weekday, place) = ((quarter + 10 * week) / day % 7, (quarter + 10 * week) % day)
            if weekday < 5, (36..<68).contains(place) { quarters[monday + quarter] = rate }
        }
        return quarters
    }

    private static func silence(_ quarters: [Int64: Int64], at quarter: Int64) -> SilenceCheck.Silence? {
        SilenceCheck(
            tenant: "default", channel: "whatsapp 1", quarters: quarters,
            now: Timestamp(microseconds: (monday + 5 * week + quarter) * 900_000_000 + 1)
        ).silence
    }

    /// What came in, when it is looked at, and what is usual then.
    struct Case: Sendable {
        var quarters: [Int64: Int64]
        var now: Int64
        var usual: Int64?

        init(until end: Int64, rate: Int64 = 2, from start: Int64 = 0, now: Int64, usual: Int64? = nil) {
            quarters = SilenceCheckTests.office(until: end, rate: rate, from: start)
            self.now = now
            self.usual = usual
        }
    }

    private static let noon: Int64 = 48
    private static let friday: Int64 = 4 * day

    private static let cases: [Case] = [
        // Monday at noon: nothing since eleven, when eight messages are usual; nothing since ten, when sixteen are.
        Case(until: 44, now: noon), Case(until: 40, now: noon, usual: 16),
        // The night and the weekend are usual.
        Case(until: 68, now: day + 30), Case(until: friday + 68, now: friday + 2 * day + noon),
        // A Tuesday with nothing at all, seen in the evening.
        Case(until: 68, now: day + 80, usual: 64),
        // A week and two with nothing; of two, five weeks aren't enough to tell.
        Case(until: 0, now: week, usual: 320), Case(until: 0, from: -4 * week, now: 2 * week, usual: 640),
        Case(until: 0, now: 2 * week),
        // After four weeks it was given up.
        Case(until: 0, now: 4 * week + 3 * day),
        // Slow, or young.
        Case(until: 40, rate: 1, now: 44), Case(until: 40, from: 3 * week, now: noon),
    ]

    @Test(arguments: cases)
    func `office hours`(test: Case) {
        #expect(Self.silence(test.quarters, at: test.now)?.usual == test.usual)
    }

    @Test func `a channel that was never used isn't silent`() {
        #expect(Self.silence([:], at: Self.noon) == nil)
    }

    @Test func `one busy week, or a holiday, decides nothing`() {
        var holiday = Self.office(until: 40)
        for quarter in 0..<Self.day { holiday[Self.monday + 3 * Self.week + quarter] = nil }
        #expect(Self.silence(holiday, at: Self.noon)?.usual == 16)
        var busy = Self.office(until: 40, rate: 1)
        for quarter in 36..<Int64(68) { busy[Self.monday + 4 * Self.week + quarter] = 100 }
        #expect(Self.silence(busy, at: Self.noon) == nil)
    }

    @Test func `the quarter hour that isn't over, and a clock that is behind, say nothing`() {
        let quarters = Self.office(until: 44)
        #expect(Self.silence(quarters, at: 44) == nil)
        #expect(Self.silence(quarters, at: 20) == nil)
    }

    @Test func `a finding names the channel, since when, what is usual, and what fills the gap`() throws {
        let check = SilenceCheck(
            tenant: "acme", source: .respondIO, channel: "whatsapp 106540352242922", quarters: Self.office(until: 40),
            now: Timestamp(microseconds: (Self.monday + 5 * Self.week + 48) * 900_000_000))
        let finding = try #require(check.findings.first)
        #expect(finding.severity == .warning && finding.area == .channels)
        #expect(
            finding.problem.contains("whatsapp 106540352242922 by respond.io (tenant acme) since 2026-04-06T10:00:00Z"))
        #expect(finding.problem.contains("16 messages"))
        #expect(finding.remedy.contains("daybook import respond-io"))
    }
}
