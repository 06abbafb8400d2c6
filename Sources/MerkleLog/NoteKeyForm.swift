import Cryptography

/// What verifier keys and private keys have in common as text (C2SP signed-note):
/// `<name>+<key id>+<base64(type ‖ key)>`.
enum NoteKeyForm {
    /// The signature type of plain Ed25519 signatures, the only one Daybook makes and reads.
    static let ed25519: UInt8 = 0x01

    /// Refuses a key name that is empty or holds a Unicode space, a plus sign or a control character: each of them
    /// would let a signature line be read in two ways.
    static func check(name: String) throws(MerkleLogError) {
        guard isValid(name: name) else {
            throw MerkleLogError(
                .invalidKeyName, "A key name is not empty and has no spaces, plus signs or control characters.")
        }
    }

    static func isValid(name: some StringProtocol) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 }
    }

    static func encode(name: String, id: NoteKeyID, key: [UInt8]) -> String {
        "\(name)+\(id)+\(Base64.encode([ed25519] + key))"
    }

    /// Takes a text apart; base64 has plus signs of its own, so only the first two split it.
    static func decode(
        _ text: some StringProtocol
    ) throws(MerkleLogError) -> (name: String, id: NoteKeyID, key: [UInt8]) {
        let parts = Substring(text).utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false
        )
        .map { String(Substring($0)) }
        guard parts.count == 3 else {
            throw MerkleLogError(.malformedKey, "A key is a name, a key id and base64, joined by plus signs.")
        }
        try check(name: parts[0])
        guard let id = NoteKeyID(hex: parts[1]) else {
            throw MerkleLogError(.malformedKey, "A key id is 8 lowercase hexadecimal digits.")
        }
        guard let typedKey = Base64.decode(parts[2]) else {
            throw MerkleLogError(.malformedKey, "The key isn't standard, padded base64.")
        }
        guard typedKey.first == ed25519, typedKey.count == 1 + 32 else {
            throw MerkleLogError(.malformedKey, "The key isn't an Ed25519 key: the byte 0x01 and 32 more.")
        }
        return (parts[0], id, Array(typedKey.dropFirst()))
    }
}
