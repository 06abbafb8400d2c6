import Vocabulary

/// A line of the journal: eight hexadecimal digits of CRC-32, a space, a JSON object, a line feed.
///
/// `{"write":<number>,…}` is a write, `{"done":<number>}` says that it need not be sent any more.
enum JournalLine: Equatable {
    case write(PendingWrite)
    case done(UInt64)

    var bytes: [UInt8] {
        let record: JSONObject =
            switch self {
            case .write(let write): write.record
            case .done(let number): ["done": .integer(Int64(number))]
            }
        return Self.framed(JSON.object(record).serialized())
    }

    /// Reads a line without its line feed; `nil` for what was not written whole.
    init?(_ line: some Collection<UInt8>) {
        let digits = String(decoding: line.prefix(8), as: UTF8.self)
        let text = line.dropFirst(9)
        guard line.count > 9, digits.utf8.count == 8, let crc = UInt32(digits, radix: 16),
            CRC32.checksum(text) == crc, let record = try? JSON(parsing: text)
        else { return nil }
        if let number = record["done"]?.integer, number >= 0 {
            self = .done(UInt64(number))
        } else if let write = PendingWrite(record: record) {
            self = .write(write)
        } else {
            return nil
        }
    }

    static func framed(_ text: [UInt8]) -> [UInt8] {
        let digits = String(CRC32.checksum(text), radix: 16)
        return Array("\(String(repeating: "0", count: 8 - digits.count))\(digits) ".utf8) + text + [0x0A]
    }
}
