/// A key of AES-256: 32 bytes, wiped from memory when the last copy of this value goes, and never printed.
package struct SymmetricKey: Sendable {
    /// How many bytes a key has.
    package static let byteCount = 32

    private let secret: SecretBytes

    /// Takes 32 bytes; nil for any other number of them. The array itself stays the caller's.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        secret = SecretBytes(copying: bytes)
    }

    private init(_ secret: SecretBytes) {
        self.secret = secret
    }

    /// A new key that nobody has.
    package static func random() -> SymmetricKey {
        SymmetricKey(SecretBytes(count: byteCount, fill: SecureRandom.fillPrivate))
    }

    /// The 32 bytes, in a copy that isn't wiped: for wrapping the key, and nothing that lives longer.
    package var bytes: [UInt8] {
        withUnsafeBytes { [UInt8]($0) }
    }

    /// Calls `body` with the 32 bytes, which it must not keep.
    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        secret.withUnsafeBytes(body)
    }
}

extension SymmetricKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says that there is a key, and nothing of it.
    package var description: String { "SymmetricKey(redacted)" }

    /// As ``description``.
    package var debugDescription: String { description }

    /// No children, so that `dump` shows nothing either.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
