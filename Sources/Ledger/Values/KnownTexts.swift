#if canImport(Glibc)
import Glibc
#endif

/// Remembers texts of the vocabulary, which are few, so that each is read once and not for every event.
///
/// As large as it is from the start: a text that meets another in its place takes it over.
struct KnownTexts<Value: Sendable>: Sendable {
    private struct Entry {
        var text: [UInt8]
        var value: Value?
    }

    private var entries = [Entry?](repeating: nil, count: 256)
    private let read: @Sendable (String) -> Value?

    /// - Parameter read: what a text stands for; `nil` for one that isn't in the vocabulary.
    init(_ read: @escaping @Sendable (String) -> Value?) {
        self.read = read
    }

    /// What a text stands for; `nil` for one that isn't in the vocabulary.
    mutating func value(of text: UnsafeRawBufferPointer) -> Value? {
        let place = Self.place(of: text)
        if !Self.isEqual(entries[place]?.text, text) {
            let string = String(validating: text, as: UTF8.self)
            entries[place] = Entry(text: Array(text), value: string.flatMap(read))
        }
        return entries[place]?.value
    }

    private static func isEqual(_ known: [UInt8]?, _ text: UnsafeRawBufferPointer) -> Bool {
        guard let known, known.count == text.count else { return false }
        return known.withUnsafeBytes { known in
            guard let left = known.baseAddress, let right = text.baseAddress else { return true }
            return memcmp(left, right, text.count) == 0
        }
    }

    /// Spreads texts that differ at their ends, as those of the vocabulary do.
    private static func place(of text: UnsafeRawBufferPointer) -> Int {
        var hash = UInt64(text.count)
        var offset = 0
        while offset < min(text.count, 32) {
            hash = (hash ^ UInt64(text[offset])) &* 0x100_0000_01b3
            offset += 1
        }
        return Int(hash >> 16) & 255
    }
}
