import Postgres
import Vocabulary

/// An opening in the few bytes that it takes in the column `openings`: reports of a month read a hundred thousand of them.
///
/// - A byte of bits: who answered (0 nobody, 1 a person, 2 something automatic, 3 unknown), 4 when it was resolved, 8 when it
///   tells its channel, which is otherwise that of the opening before.
/// - Packed: when it was opened, in microseconds since 1970, and the position.
/// - Where it was answered: after how many microseconds, and how far from the opening's position; where it was resolved,
///   the same. With the bit for it medium and channel, as texts.
///
/// The first opening of a row tells its channel, so rows can be strung together.
struct PackedOpening: Equatable {
    /// In microseconds since 1970.
    var openedAt: Int64
    var openedPosition: Position
    /// The number of its channel, as the reader has them.
    var channel: Int
    var nature: MessageSent.Sender.Nature?
    /// In microseconds, as the next one.
    var response: Int64?
    var answeredPosition: Position?
    var resolution: Int64?
    var resolvedPosition: Position?

    static let natures: [MessageSent.Sender.Nature?] = [nil, .human, .automation, .unknown]
    static let resolvedBit: UInt8 = 4
    static let channelBit: UInt8 = 8
}

extension [Opening] {
    /// All of them, packed.
    var packed: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * 48)
        var channel: ChannelName?
        for opening in self {
            opening.append(to: &bytes, after: channel)
            channel = opening.channel
        }
        return bytes
    }
}

extension Opening {
    /// - Parameter channel: of the opening before.
    fileprivate func append(to bytes: inout [UInt8], after channel: ChannelName?) {
        var bits = UInt8(PackedOpening.natures.firstIndex(of: answer?.nature) ?? 0)
        if resolvedAt != nil { bits |= PackedOpening.resolvedBit }
        if channel != self.channel { bits |= PackedOpening.channelBit }
        bytes.append(bits)
        bytes.append(packed: openedAt.microseconds)
        bytes.append(packed: openedPosition.rawValue)
        func append(_ at: Timestamp, _ position: Position) {
            bytes.append(packed: at.microseconds - openedAt.microseconds)
            bytes.append(packed: position.rawValue - openedPosition.rawValue)
        }
        if let answer { append(answer.at, answer.position) }
        if let resolvedAt { append(resolvedAt, resolvedPosition ?? openedPosition) }
        if channel != self.channel {
            bytes.append(packed: self.channel.medium)
            bytes.append(packed: self.channel.channel)
        }
    }
}
