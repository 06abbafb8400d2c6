import TestSupport
import Testing
import Vocabulary

struct TimestampTests {
    @Test(
        "an RFC 3339 date-time is read",
        arguments: [
            // The examples of RFC 3339 §5.8.
            ("1985-04-12T23:20:50.52Z", 482_196_050_520_000), ("1996-12-19T16:39:57-08:00", 851_042_397_000_000),
            ("1990-12-31T23:59:60Z", 662_687_999_000_000), ("1990-12-31T15:59:60-08:00", 662_687_999_000_000),
            ("1937-01-01T12:00:27.87+00:20", -1_041_337_172_130_000),
            ("1970-01-01T00:00:00Z", 0), ("2025-01-15T10:30:00Z", 1_736_937_000_000_000),
            ("2025-01-15t10:30:00z", 1_736_937_000_000_000),
            ("2025-01-15 10:30:00Z", 1_736_937_000_000_000), ("2000-02-29T00:00:00.000001Z", 951_782_400_000_001),
            ("2000-02-29T00:00:00.123456789Z", 951_782_400_123_456), ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
            ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999), ("1969-12-31T23:59:59.5Z", -500_000),
        ] as [(String, Int64)])
    func reads(_ text: String, _ microseconds: Int64) {
        #expect(Timestamp(text)?.microseconds == microseconds)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "2025-01-15", "10:30:00Z", "2025-01-15T10:30:00", "2025-1-15T10:30:00Z", "2025-13-15T10:30:00Z",
            "2025-00-15T10:30:00Z",
            "2025-02-29T10:30:00Z", "2025-04-31T10:30:00Z", "2025-01-00T10:30:00Z", "2025-01-15T24:00:00Z",
            "2025-01-15T10:60:00Z",
            "2025-01-15T10:30:61Z", "2025-01-15T10:30:00.Z", "2025-01-15T10:30:00.1234567890Z",
            "2025-01-15T10:30:00+1:00",
            "2025-01-15T10:30:00+24:00", "2025-01-15T10:30:00+01:60", "2025-01-15T10:30:00Z ", " 2025-01-15T10:30:00Z",
            "0000-01-01T00:00:00Z",
            "2025-01-15T10:30:00+0100", "20250115T103000Z", "２025-01-15T10:30:00Z", "1900-02-29T00:00:00Z",
            "-001-01-01T00:00:00Z",
        ])
    func refuses(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(
        "it is written in UTC, with six digits or none",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1_736_937_000_000_000, "2025-01-15T10:30:00Z"),
            (1, "1970-01-01T00:00:00.000001Z"),
            (-1, "1969-12-31T23:59:59.999999Z"), (951_782_400_500_000, "2000-02-29T00:00:00.500000Z"),
            (-62_135_596_800_000_000, "0001-01-01T00:00:00Z"), (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
        ] as [(Int64, String)])
    func writes(_ microseconds: Int64, _ text: String) {
        #expect(Timestamp(microseconds: microseconds).description == text)
    }

    @Test func `what is written is read back`() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let moment = Timestamp(
                microseconds: .random(in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &generator))
            #expect(Timestamp(moment.description) == moment, "seed \(seed)")
        }
    }

    @Test func `other units are taken within the years 1 to 9999`() {
        #expect(Timestamp(seconds: 1_749_416_383)?.microseconds == 1_749_416_383_000_000)
        #expect(Timestamp(milliseconds: 1_749_416_383_123)?.microseconds == 1_749_416_383_123_000)
        #expect(Timestamp(seconds: .max) == nil)
        #expect(Timestamp(seconds: .min) == nil)
        #expect(Timestamp(seconds: 253_402_300_800) == nil)
        #expect(Timestamp(milliseconds: .max) == nil)
        #expect(Timestamp(milliseconds: .min) == nil)
    }

    @Test func `it can be moved by a duration`() {
        let moment = Timestamp(microseconds: 1_000_000)
        #expect(moment.advanced(by: .seconds(2)).microseconds == 3_000_000)
        #expect(moment.advanced(by: .milliseconds(-1500)).microseconds == -500_000)
        #expect(moment.advanced(by: .nanoseconds(1999)).microseconds == 1_000_001)
        #expect(moment < moment.advanced(by: .microseconds(1)))
    }
}
