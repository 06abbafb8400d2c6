/// Base64 (RFC 4648): the standard alphabet with padding (§4), and the URL-safe one without (§5).
///
/// Decoding is strict: one text for each byte sequence, as signed formats need. No white space, no characters of the
/// other alphabet, padding exactly as the encoder writes it, and no bits set that belong to no byte.
package enum Base64 {
    /// Standard alphabet, padded.
    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        bytes.withContiguousBytes { Base64Alphabet.standard.encode($0, padded: true) }
    }

    /// The bytes that `text` spells in the standard alphabet, padded; nil when it isn't exactly what ``encode(_:)`` writes.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        text.utf8.withContiguousBytes { Base64Alphabet.standard.decode($0, padded: true) }
    }

    /// URL-safe alphabet, unpadded.
    package static func encodeURL(_ bytes: some Collection<UInt8>) -> String {
        bytes.withContiguousBytes { Base64Alphabet.urlSafe.encode($0, padded: false) }
    }

    /// The bytes that `text` spells in the URL-safe alphabet; nil when it isn't exactly what ``encodeURL(_:)`` writes.
    package static func decodeURL(_ text: some StringProtocol) -> [UInt8]? {
        text.utf8.withContiguousBytes { Base64Alphabet.urlSafe.decode($0, padded: false) }
    }
}
