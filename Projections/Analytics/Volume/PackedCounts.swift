import Postgres
import Vocabulary

/// The counts of a day's quarter hours, in a few bytes each.
///
/// A quarter hour is its place in the day (a byte), how many bytes follow (another), and packed: the messages of people, of something
/// automatic and of unknown senders, those whose processing time counts, that time, the first position and how far from it
/// the last one is, a bit for each form that there is, and how many there are of each of these. They are in order, each once.
struct PackedCounts: Equatable {
    private(set) var bytes: [UInt8] = []

    init() {}

    /// - Throws: when these aren't whole quarter hours.
    init(_ bytes: [UInt8]) throws(PostgresError) {
        self.bytes = bytes
        var reader = PackedReader(bytes)
        while !reader.isAtEnd {
            _ = try reader.byte()
            _ = try reader.slice(Int(try reader.byte()))
        }
    }

    /// Counts a message at a place.
    mutating func add(_ message: CountedMessage, _ event: EventHeader, at place: UInt8) throws(PostgresError) {
        var start = 0
        while start < bytes.count, bytes[start] < place { start += 2 + Int(bytes[start + 1]) }
        var (end, counts) = (start, MessageCounts(first: event.position))
        if start < bytes.count, bytes[start] == place {
            end += 2 + Int(bytes[start + 1])
            var reader = PackedReader(Array(bytes[start + 2..<end]))
            try counts.read(from: &reader)
        }
        counts.add(message, event)
        let packed = counts.packed
        bytes.replaceSubrange(start..<end, with: [place, UInt8(packed.count)] + packed)
    }

    /// Hands over each place with its counts.
    ///
    /// - Throws: when the bytes can't be read.
    func forEach(_ body: (UInt8, MessageCounts) -> Void) throws(PostgresError) {
        var reader = PackedReader(bytes)
        var counts = MessageCounts(first: .first)
        while !reader.isAtEnd {
            let place = try reader.byte()
            _ = try reader.byte()
            try counts.read(from: &reader)
            body(place, counts)
        }
    }
}

extension MessageCounts {
    /// At most 253 bytes: 25 numbers of at most ten bytes, and three for the bits.
    fileprivate var packed: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for count in [byHuman, byAutomation, byUnknown, processed, processing, first.rawValue] {
            bytes.append(packed: UInt64(bitPattern: count))
        }
        bytes.append(packed: UInt64(bitPattern: last.rawValue - first.rawValue))
        bytes.append(packed: forms.indices.reduce(UInt64(0)) { forms[$1] == 0 ? $0 : $0 | 1 << UInt64($1) })
        for count in forms where count != 0 { bytes.append(packed: UInt64(bitPattern: count)) }
        return bytes
    }

    /// Takes on what is packed there, whatever it was.
    fileprivate mutating func read(from reader: inout PackedReader) throws(PostgresError) {
        func next() throws(PostgresError) -> Int64 { Int64(bitPattern: try reader.number()) }
        byHuman = try next()
        byAutomation = try next()
        byUnknown = try next()
        processed = try next()
        processing = try next()
        first = Position(try next())
        last = Position(first.rawValue &+ (try next()))
        let bits = try reader.number()
        for form in forms.indices { forms[form] = bits & 1 << UInt64(form) == 0 ? 0 : try next() }
    }
}
