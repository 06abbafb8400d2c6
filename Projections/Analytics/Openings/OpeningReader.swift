import Glibc
import Postgres
import Vocabulary

/// Reads packed openings, those of a row or of many rows strung together.
struct OpeningReader {
    private var reader: PackedReader
    /// The channels that were told so far, each once.
    private(set) var channels: [ChannelName] = []
    /// Their numbers, by what is packed of them: most are told again and again, and need no text made of them.
    private var known: [PackedName: Int] = [:]
    /// Where the first of them are packed: most companies have few, and looking at each is sooner done than hashing.
    private var first: [Range<Int>] = []
    private var channel: Int?

    private static let firstCount = 8

    init(_ bytes: [UInt8]) {
        reader = PackedReader(bytes)
    }

    /// The next one; `nil` at the end.
    ///
    /// - Throws: when the bytes can't be read.
    mutating func next() throws(PostgresError) -> PackedOpening? {
        guard !reader.isAtEnd else { return nil }
        let bits = try reader.byte()
        let openedAt = try reader.signedNumber()
        let openedPosition = Position(try reader.signedNumber())
        var opening = PackedOpening(openedAt: openedAt, openedPosition: openedPosition, channel: 0)
        opening.nature = PackedOpening.natures[Int(bits & 3)]
        if opening.nature != nil {
            opening.response = try reader.signedNumber()
            opening.answeredPosition = Position(openedPosition.rawValue &+ (try reader.signedNumber()))
        }
        if bits & PackedOpening.resolvedBit != 0 {
            opening.resolution = try reader.signedNumber()
            opening.resolvedPosition = Position(openedPosition.rawValue &+ (try reader.signedNumber()))
        }
        if bits & PackedOpening.channelBit != 0 { channel = try nextChannel() }
        guard let channel else { throw .malformedPacking }
        opening.channel = channel
        return opening
    }

    private mutating func nextChannel() throws(PostgresError) -> Int {
        let start = reader.offset
        try reader.skipText()
        try reader.skipText()
        let place = start..<reader.offset
        for (number, other) in first.enumerated() where reader.isSame(other, place) { return number }
        let packed = PackedName(bytes: reader.bytes[place])
        if channels.count > first.count, let number = known[packed] { return number }
        var name = PackedReader(Array(packed.bytes))
        channels.append(ChannelName(medium: try name.text(), channel: try name.text()))
        if first.count < Self.firstCount { first.append(place) } else { known[packed] = channels.count - 1 }
        return channels.count - 1
    }
}

/// Hashed and compared as a whole: with a slice it goes byte by byte, which is what reading a channel would mostly be spent on.
private struct PackedName: Hashable {
    let bytes: ArraySlice<UInt8>

    func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    static func == (a: Self, b: Self) -> Bool {
        guard a.bytes.count == b.bytes.count else { return false }
        return a.bytes.withUnsafeBytes { first in
            b.bytes.withUnsafeBytes { second in
                guard let first = first.baseAddress, let second = second.baseAddress else { return true }
                return memcmp(first, second, a.bytes.count) == 0
            }
        }
    }
}

extension Opening {
    /// - Parameter channels: the reader's.
    init(_ packed: PackedOpening, channels: [ChannelName]) {
        self.init(
            openedAt: Timestamp(microseconds: packed.openedAt), openedPosition: packed.openedPosition,
            channel: channels[packed.channel])
        if let nature = packed.nature, let response = packed.response, let position = packed.answeredPosition {
            answer = Answer(
                at: Timestamp(microseconds: packed.openedAt &+ response), position: position, nature: nature)
        }
        resolvedAt = packed.resolution.map { Timestamp(microseconds: packed.openedAt &+ $0) }
        resolvedPosition = packed.resolvedPosition
    }
}
