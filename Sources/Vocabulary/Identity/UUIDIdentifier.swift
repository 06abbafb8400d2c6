/// A 128-bit identifier of one kind of thing, printed as a lowercase UUID (RFC 9562).
///
/// The `Tag` keeps an event's id from being taken for a subject's: `EventID`, `SubjectID` and
/// `ConversationID` are the same sixteen bytes, and three types.
///
/// What is called for each event is inlinable: elsewhere a generic type is worked on by its metadata, which costs more than
/// the sixteen bytes do.
package struct UUIDIdentifier<Tag>: Hashable, Sendable {
    /// The first eight bytes, big-endian.
    @usableFromInline package let high: UInt64
    /// The last eight bytes, big-endian.
    @usableFromInline package let low: UInt64

    /// An identifier of exactly these sixteen bytes.
    @inlinable
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// These sixteen bytes, as two big-endian words, stamped as a version 8 UUID (RFC 9562 §5.8).
    @inlinable
    package init(version8 words: (high: UInt64, low: UInt64)) {
        high = words.high & ~0xF000 | 0x8000
        low = words.low & ~(0b11 << 62) | (0b10 << 62)
    }

    /// The identifier in `bytes`, verbatim; `nil` unless there are sixteen.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The sixteen bytes, big-endian.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        append(to: &bytes)
        return bytes
    }

    /// Appends the sixteen bytes without an allocation of its own.
    @inlinable
    package func append(to bytes: inout [UInt8]) {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { bytes.append(contentsOf: $0) }
    }
}

extension UUIDIdentifier {
    /// Identifiers are as good as random in every bit: half of them is enough to tell them apart in a table.
    @inlinable
    package func hash(into hasher: inout Hasher) {
        hasher.combine(low)
    }

    @inlinable
    package static func == (a: Self, b: Self) -> Bool {
        a.high == b.high && a.low == b.low
    }
}

extension UUIDIdentifier: Comparable {
    @inlinable
    package static func < (a: Self, b: Self) -> Bool {
        (a.high, a.low) < (b.high, b.low)
    }
}

extension UUIDIdentifier: LosslessStringConvertible {
    /// Reads the 8-4-4-4-12 form, upper or lower case; `nil` for anything else.
    package init?(_ description: String) {
        var description = description
        let parsed = description.withUTF8 { text -> (UInt64, UInt64)? in
            guard text.count == 36 else { return nil }
            var words: (UInt64, UInt64) = (0, 0)
            var digits = 0
            for (place, character) in text.enumerated() {
                if place == 8 || place == 13 || place == 18 || place == 23 {
                    guard character == UInt8(ascii: "-") else { return nil }
                    continue
                }
                guard let digit = Character(UnicodeScalar(character)).hexDigitValue else { return nil }
                if digits < 16 {
                    words.0 = words.0 << 4 | UInt64(digit)
                } else {
                    words.1 = words.1 << 4 | UInt64(digit)
                }
                digits += 1
            }
            return words
        }
        guard let parsed else { return nil }
        self.init(high: parsed.0, low: parsed.1)
    }

    package var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        appendText(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the lowercase 8-4-4-4-12 form in ASCII.
    package func appendText(to text: inout [UInt8]) {
        func hex(_ word: UInt64, from: Int, count: Int) {
            for place in from..<from + count {
                let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * place)) & 0xF
                text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
        let dash = UInt8(ascii: "-")
        hex(high, from: 0, count: 8)
        text.append(dash)
        hex(high, from: 8, count: 4)
        text.append(dash)
        hex(high, from: 12, count: 4)
        text.append(dash)
        hex(low, from: 0, count: 4)
        text.append(dash)
        hex(low, from: 4, count: 12)
    }
}

/// Marks the id of an event.
package enum EventTag {}
/// Marks the pseudonym of a contact, or of a tenant itself.
package enum SubjectTag {}
/// Marks the pseudonym of a conversation.
package enum ConversationTag {}

/// The id of an event: derived from (tenant, source, the source's own key), so that the same fact always has the same id.
package typealias EventID = UUIDIdentifier<EventTag>
/// The pseudonym of the contact (or tenant) an event is about.
package typealias SubjectID = UUIDIdentifier<SubjectTag>
/// The pseudonym of a conversation.
package typealias ConversationID = UUIDIdentifier<ConversationTag>
