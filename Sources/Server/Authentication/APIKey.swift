package import Cryptography

/// An API key: `dbk_<id>_<secret>`.
///
/// The id is twelve characters of `a–z` and `2–7` (60 random bits), and may be shown. The secret is 32 random bytes in
/// URL-safe base64 (43 characters), of which only the SHA-256 is kept: there is nothing to guess, so a slow hash would add
/// nothing.
package struct APIKey: Sendable {
    /// Its public part: what logs and lists call it.
    package let id: String
    private let secret: [UInt8]

    private static let prefix = "dbk"
    private static let idLength = 12
    private static let secretLength = 32
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    /// A new key.
    package static func generate() -> APIKey {
        let characters = SecureRandom.bytes(idLength).map { alphabet[Int($0 & 31)] }
        return APIKey(id: String(decoding: characters, as: UTF8.self), secret: SecureRandom.bytes(secretLength))
    }

    /// Reads a token in its one spelling; `nil` for everything else.
    package init?(token: String) {
        // The secret may hold underscores itself.
        let parts = token.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.prefix, parts[1].utf8.count == Self.idLength,
            parts[1].utf8.allSatisfy(Self.alphabet.contains),
            let secret = Base64.decodeURL(parts[2]), secret.count == Self.secretLength
        else { return nil }
        self.init(id: String(parts[1]), secret: secret)
    }

    private init(id: String, secret: [UInt8]) {
        self.id = id
        self.secret = secret
    }

    /// What the caller sends. Whoever has it is the caller.
    package var token: String {
        "\(Self.prefix)_\(id)_\(Base64.encodeURL(secret))"
    }

    /// What is stored of the secret.
    package var digest: Hash256 {
        SHA256.hash(secret)
    }
}

extension APIKey: CustomStringConvertible, CustomReflectable {
    /// The public part only.
    package var description: String { "\(Self.prefix)_\(id)_…" }
    package var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
