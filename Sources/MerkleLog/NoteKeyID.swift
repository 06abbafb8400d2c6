import Cryptography

/// The id of a note key (C2SP signed-note): the first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key).
///
/// It tells keys of one name apart; it proves nothing.
package struct NoteKeyID: Hashable, Sendable, CustomStringConvertible {
    /// The four bytes, read as a big-endian number.
    package let value: UInt32

    /// The id of four bytes, read as a big-endian number.
    package init(_ value: UInt32) {
        self.value = value
    }

    /// The id of a name and a typed public key: the signature type's byte and the key's bytes.
    init(name: String, typedKey: [UInt8]) {
        let digest = SHA256.hash(Array(name.utf8) + [0x0A] + typedKey)
        value = digest.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads eight lowercase hexadecimal digits; `nil` for everything else.
    init?(hex: some StringProtocol) {
        guard let bytes = Hex.decode(hex), bytes.count == 4, Hex.encode(bytes) == String(hex) else { return nil }
        value = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The four bytes, most significant first.
    var bytes: [UInt8] {
        [
            UInt8(truncatingIfNeeded: value >> 24), UInt8(truncatingIfNeeded: value >> 16),
            UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value),
        ]
    }

    /// Eight lowercase hexadecimal digits.
    package var description: String {
        Hex.encode(bytes)
    }
}
