import Testing
import Vocabulary

@testable import Providers

/// How WhatsApp writes dates and times, by phone and region.
struct ExportStampTests {
    @Test(arguments: [
        ("[15.01.24, 10:30:05] Anna: Hi", "2024-01-15T10:30:05", "Anna: Hi"),
        ("\u{200E}[15.01.24, 10:30:05] Anna: Hi", "2024-01-15T10:30:05", "Anna: Hi"),
        ("[15/01/2024, 10:30:05] Anna: Hi", "2024-01-15T10:30:05", "Anna: Hi"),
        ("[15/01/24, 9:05:00 PM] Anna: Hi", "2024-01-15T21:05:00", "Anna: Hi"),
        ("[15/01/24, 9:05:00\u{202F}AM] Anna: Hi", "2024-01-15T09:05:00", "Anna: Hi"),
        ("[15.1.2024 klo 10.30.05] Anna: Hi", "2024-01-15T10:30:05", "Anna: Hi"),
        ("15/01/2024, 10:30 - Anna: Hi", "2024-01-15T10:30:00", "Anna: Hi"),
        ("15.01.24, 10:30 - Anna: Hi", "2024-01-15T10:30:00", "Anna: Hi"),
        ("15-01-2024 10:30 - Anna: Hi", "2024-01-15T10:30:00", "Anna: Hi"),
        ("15.1.2024 klo 10.30 - Anna: Hi", "2024-01-15T10:30:00", "Anna: Hi"),
        ("15/1/24 10:30 p. m. - Anna: Hi", "2024-01-15T22:30:00", "Anna: Hi"),
        ("15/1/24, 12:05 a.m. - Anna: Hi", "2024-01-15T00:05:00", "Anna: Hi"),
        ("15/01/2024 à 10:30 - Anna: Hi", "2024-01-15T10:30:00", "Anna: Hi"),
        ("15/01/24, 12:05\u{202F}pm - Anna: Hi", "2024-01-15T12:05:00", "Anna: Hi"),
    ])
    func `days first`(line: String, time: String, rest: String) throws {
        let read = try #require(ExportStamp.read(line[...]))
        #expect(read.stamp.text(in: .dayFirst) == time)
        #expect(read.rest == rest)
        #expect(read.stamp.text(in: .monthFirst) == nil)
    }

    @Test(arguments: [
        ("1/15/24, 10:30 AM - Anna: Hi", "2024-01-15T10:30:00"),
        ("[1/15/24, 10:30:05 PM] Anna: Hi", "2024-01-15T22:30:05"),
        ("1/15/24, 10:30 - Anna: Hi", "2024-01-15T10:30:00"),
    ])
    func `months first`(line: String, time: String) throws {
        let stamp = try #require(ExportStamp.read(line[...])).stamp
        #expect(stamp.text(in: .monthFirst) == time)
        #expect(stamp.text(in: .dayFirst) == nil)
    }

    @Test(arguments: [
        ("2024-01-15, 10:30 - Anna: Hi", "2024-01-15T10:30:00"),
        ("2024/01/15, 10:30 - Anna: Hi", "2024-01-15T10:30:00"),
        ("[2024-01-15, 10:30:05] Anna: Hi", "2024-01-15T10:30:05"),
        ("2024. 1. 15. 오후 10:30 - Anna: Hi", "2024-01-15T22:30:00"),
        ("[2024/1/15 上午9:05:01] Anna: Hi", "2024-01-15T09:05:01"),
    ])
    func `years first`(line: String, time: String) throws {
        let stamp = try #require(ExportStamp.read(line[...])).stamp
        #expect(stamp.text(in: .yearFirst) == time)
        #expect(stamp.text(in: .dayFirst) == nil)
    }

    @Test(arguments: [
        "", "Hi", "15", "15.01.24", "15.01.24, 10:30", "15.01.24, 10:30 Anna: Hi", "[15.01.24, 10:30:00 Anna: Hi",
        "32/13/2024, 10:30 - Anna: Hi", "15/01/2024, 24:00 - Anna: Hi", "15/01/2024, 10:60 - Anna: Hi",
        "15/01/2024, 13:30 PM - Anna: Hi", "15/01, 10:30 - Anna: Hi", "15/01/024, 10:30 - Anna: Hi",
        "call me at 15/01/2024, 10:30 - or later", "1.2.3.4, 10:30 - Anna: Hi",
    ])
    func `what isn't a stamp goes on with the message before`(line: String) {
        #expect(ExportStamp.read(line[...]) == nil)
    }
}
