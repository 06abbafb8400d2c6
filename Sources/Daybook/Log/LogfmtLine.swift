import Logging
import Vocabulary

/// A line of the log in logfmt.
struct LogfmtLine {
    private(set) var bytes: [UInt8] = []

    init(_ record: LogRecord) {
        bytes.reserveCapacity(256)
        add("time", record.time.description)
        add("level", record.level.rawValue)
        add("message", record.message)
        for (name, value) in record.namedFields { add(name, value.description) }
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func add(_ key: String, _ value: String) {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
        bytes.append(contentsOf: key.utf8)
        bytes.append(UInt8(ascii: "="))
        let isPlain = !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != 0x7F }
        // A value that could be taken for more than one is written as a JSON string, which has no line break either.
        if isPlain { bytes.append(contentsOf: value.utf8) } else { JSON.append(value, to: &bytes) }
    }
}
