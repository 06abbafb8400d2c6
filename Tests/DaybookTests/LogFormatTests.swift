import Logging
import Testing
import Vocabulary

@testable import Daybook

/// The lines of the log, as people and log collectors read them.
struct LogFormatTests {
    private static let time = Timestamp(microseconds: 1_768_473_000_123_456)

    private static func line(_ format: LogFormat, _ message: String, _ fields: Logger.Metadata = [:]) -> String {
        let record = LogRecord(time: time, level: .warning, message: message, fields: fields)
        return String(decoding: format.line(record), as: UTF8.self)
    }

    @Test func `logfmt is one line of pairs, with what could be taken for more than one in quotes`() {
        #expect(
            Self.line(.logfmt, "request", ["status": .stringConvertible(200), "route": "/healthz", "empty": ""])
                == "time=2026-01-15T10:30:00.123456Z level=warning message=request empty=\"\" route=/healthz status=200\n"
        )
        #expect(
            Self.line(.logfmt, "two words\nlevel=error", ["quoted": "a\"b"])
                == #"time=2026-01-15T10:30:00.123456Z level=warning message="two words\nlevel=error" quoted="a\"b""#
                + "\n")
    }

    @Test func `JSON is one object a line, with numbers where the program has numbers`() throws {
        let line = Self.line(
            .json, "request",
            [
                "status": .stringConvertible(200), "ms": .stringConvertible(1.25), "request": "1234",
                "list": ["a", .stringConvertible(1)], "nested": ["b": "c"], "odd": .stringConvertible(Double.nan),
            ])
        #expect(
            line
                == #"{"time":"2026-01-15T10:30:00.123456Z","level":"warning","message":"request","list":["a",1],"ms":1.25,"#
                + #""nested":{"b":"c"},"odd":"nan","request":"1234","status":200}"# + "\n")
        #expect(try JSON(parsing: Array(line.utf8.dropLast()))["status"] == 200)
    }

    @Test(arguments: LogFormat.allCases)
    func `a message stays one line, whatever stands in it`(format: LogFormat) {
        let line = Self.line(format, "a\nb\r\u{2028}\u{0}\u{7F}\"", ["key": "x\ny\u{1B}[31m"])
        #expect(line.utf8.filter { $0 < 0x20 }.elementsEqual([UInt8(ascii: "\n")]))
        #expect(line.hasSuffix("\n"))
    }

    @Test(arguments: LogFormat.allCases)
    func `a field that is called like what a line begins with doesn't stand in its place`(format: LogFormat) throws {
        let line = Self.line(format, "said", ["level": "info", "message": "other", "time": "never", "time_": "ever"])
        for name in ["level_", "message_", "time_", "time__"] { #expect(line.contains(name), "\(name) in \(line)") }
        guard format == .json else { return }
        let object = try JSON(parsing: Array(line.utf8.dropLast()))
        #expect(object["level"] == "warning")
        #expect(object["time__"] == "never")
    }
}
