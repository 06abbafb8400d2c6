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
            try counts.add(from: &reader)
        }
        counts.add(message, event)
        let packed = counts.packed
        bytes.replaceSubrange(start..<end, with: [place, UInt8(packed.count)] + packed)
    }

    /// Hands over the sums of neighbouring places that belong together.
    ///
    /// - Parameters:
    ///   - group: to what a place belongs; `nil` for one that doesn't count.
    ///   - body: told each group that isn't that of the one before, and its sum.
    /// - Throws: when the bytes can't be read.
    func forEachGroup<Group: Equatable>(
        _ group: (UInt8) -> Group?, _ body: (Group, MessageCounts) -> Void
    ) throws(PostgresError) {
        var reader = PackedReader(bytes)
        var sum: (group: Group?, counts: MessageCounts) = (nil, .none)
        func end() {
            if let group = sum.group { body(group, sum.counts) }
        }
        while !reader.isAtEnd {
            let group = group(try reader.byte())
            let count = try reader.byte()
            if group != sum.group {
                end()
                sum.group = group
                sum.counts.clear()
            }
            if group == nil { _ = try reader.slice(Int(count)) } else { try sum.counts.add(from: &reader) }
        }
        end()
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

    /// Adds what is packed there, whatever it is.
    fileprivate mutating func add(from reader: inout PackedReader) throws(PostgresError) {
        func next() throws(PostgresError) -> Int64 { Int64(bitPattern: try reader.number()) }
        byHuman &+= try next()
        byAutomation &+= try next()
        byUnknown &+= try next()
        processed &+= try next()
        processing &+= try next()
        let first = try next()
        self.first = min(self.first, Position(first))
        last = max(last, Position(first &+ (try next())))
        var bits = try reader.number()
        while bits != 0 {
            let form = bits.trailingZeroBitCount
            guard form < forms.count else { throw .malformedPacking }
            forms[form] &+= try next()
            bits &= bits - 1
        }
    }
}
