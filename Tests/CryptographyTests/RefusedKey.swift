import Cryptography
import Testing

/// A PEM text that RS256 must refuse, and a word of the reason it must give.
struct RefusedKey: Sendable, CustomTestStringConvertible {
    let name: String
    let pem: String
    let reason: String

    init(_ name: String, _ pem: String, _ reason: String) {
        self.name = name
        self.pem = pem
        self.reason = reason
    }

    // Named, so that a test's log isn't full of PEM.
    var testDescription: String { name }

    /// Whether `error` is the refusal, for this reason.
    func isRefusal(_ error: any Error) -> Bool {
        guard let error = error as? CryptographyError else { return false }
        return error.code == .invalidKey && error.description.contains(reason)
    }

    static let asPrivateKeys = [
        RefusedKey("nothing", "", "no key"),
        RefusedKey("text without a key", "no key", "no key"),
        RefusedKey("a public key", RS256Keys.publicKey, "no key"),
        RefusedKey("a passphrase", RS256Keys.encrypted, "no key"),
        RefusedKey("an end that is missing", String(RS256Keys.privatePKCS8.dropLast(200)), "no key"),
        RefusedKey("a length that is wrong", RS256Keys.privatePKCS8.replacing("MII", with: "MIJ"), "no key"),
        RefusedKey("another label", RS256Keys.privatePKCS8.replacing("BEGIN", with: "START"), "no key"),
        RefusedKey("an elliptic curve", RS256Keys.ellipticPrivate, "RSA"),
        RefusedKey("1024 bits", RS256Keys.shortPrivate, "1024"),
        RefusedKey("numbers that don't agree", RS256Keys.inconsistent, "agree"),
    ]

    static let asPublicKeys = [
        RefusedKey("nothing", "", "no key"),
        RefusedKey("text without a key", "no key", "no key"),
        RefusedKey("a private key", RS256Keys.privatePKCS8, "no key"),
        RefusedKey("an end that is missing", String(RS256Keys.publicKey.dropLast(100)), "no key"),
        RefusedKey("a length that is wrong", RS256Keys.publicKey.replacing("MII", with: "MIJ"), "no key"),
        RefusedKey("an elliptic curve", RS256Keys.ellipticPublic, "RSA"),
        RefusedKey("1024 bits", RS256Keys.shortPublic, "1024"),
    ]
}
