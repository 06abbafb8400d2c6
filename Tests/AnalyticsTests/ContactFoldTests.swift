import ProjectionTestSupport
import Testing
import Vocabulary

@testable import Analytics

struct ContactFoldTests {
    @Test func `a row knows the days and quarter hours of its contact, each once and in order`() throws {
        var story = Story()
        for hours in [30.0, 1, 1.1, 0, 767.9] { story.received(hours) }
        let state = try #require(try ContactFold().states(after: story.facts).values.first)
        #expect(state.quarters == [0, 4, 120, 3071])
        #expect(state.days == Int32(bitPattern: 1 | 1 << 1 | 1 << 31))
    }

    @Test(
        arguments: [
            (0, 24, 0b1, 0, 0..<0), (24, 72, 0b110, 0, 0..<0), (23.75, 48, 0b10, 0b1, 95..<96), (1, 2, 0, 0b1, 4..<8),
            (20, 30, 0, 0b11, 80..<120), (20, 60, 0b10, 0b101, 80..<240), (-100, 800, .max, 0, 0..<0),
            (744, 800, 0x8000_0000, 0, 0..<0), (-100, -50, 0, 0, 0..<0), (800, 900, 0, 0, 0..<0),
        ] as [(Double, Double, UInt32, UInt32, Range<Int16>)])
    func `a range takes whole days of a period, and quarter hours of those that it cuts`(
        from: Double, to: Double, whole: UInt32, cut: UInt32, quarters: Range<Int16>
    ) throws {
        let range = try #require(AnalyticsRange(from: Story.at(from), to: Story.at(to)))
        let part = PeriodPart(Period(Story.at(0)).number, range)
        #expect(part.wholeDays == Int32(bitPattern: whole))
        #expect(part.cutDays == Int32(bitPattern: cut))
        #expect(part.cutQuarters == quarters.filter { cut & 1 << UInt32($0 / 96) != 0 })
    }

    @Test func `ranges are widened to whole quarter hours`() throws {
        let range = try #require(AnalyticsRange(from: Story.at(1.1), to: Story.at(2.1)))
        #expect(range.start == Story.at(1))
        #expect(range.end == Story.at(2.25))
        #expect(AnalyticsRange(from: Story.at(1), to: Story.at(2))?.end == Story.at(2))
        #expect(AnalyticsRange(from: Story.at(1), to: Story.at(1)) == nil)
        #expect(QuarterHour(Timestamp(microseconds: -1)).start == Timestamp(microseconds: -900_000_000))
        #expect(Period(Timestamp(microseconds: -1)).number == -1)
    }
}
