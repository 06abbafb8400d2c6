import Cryptography

/// A signature line of a note (C2SP signed-note): `— <name> <base64(key id ‖ signature)>`.
package struct NoteSignature: Hashable, Sendable {
    /// The name of the key that it says it was made with.
    package let name: String

    /// The id of the key that it says it was made with.
    package let keyID: NoteKeyID

    /// What follows the key id: 64 bytes for Ed25519, others for other types of signature; never empty.
    package let bytes: [UInt8]

    /// A signature by a key of a name and an id.
    ///
    /// - Throws: `invalidKeyName`, or `malformedNote` for a signature without bytes.
    package init(name: String, keyID: NoteKeyID, bytes: [UInt8]) throws(MerkleLogError) {
        try NoteKeyForm.check(name: name)
        guard !bytes.isEmpty else {
            throw MerkleLogError(.malformedNote, "A signature has at least one byte after its key id.")
        }
        self.init(unchecked: name, keyID: keyID, bytes: bytes)
    }

    init(unchecked name: String, keyID: NoteKeyID, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Reads a line without its newline.
    init(line: Substring.UTF8View) throws(MerkleLogError) {
        guard line.starts(with: Self.prefix.utf8) else {
            throw MerkleLogError(.malformedNote, "A signature line begins with an em dash and a space.")
        }
        let fields = line.dropFirst(Self.prefix.utf8.count)
            .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            .map { Substring($0) }
        guard fields.count == 2 else {
            throw MerkleLogError(.malformedNote, "A signature line is a name and a signature, with one space between.")
        }
        guard NoteKeyForm.isValid(name: fields[0]) else {
            throw MerkleLogError(
                .malformedNote, "A signature line's key name is empty or holds a space or a plus sign.")
        }
        guard let payload = Base64.decode(fields[1]) else {
            throw MerkleLogError(.malformedNote, "A signature isn't standard, padded base64.")
        }
        guard payload.count > 4 else {
            throw MerkleLogError(.malformedNote, "A signature is a key id of 4 bytes and at least one byte more.")
        }
        let keyID = NoteKeyID(payload.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
        self.init(unchecked: String(fields[0]), keyID: keyID, bytes: Array(payload.dropFirst(4)))
    }

    /// The line without its newline.
    var line: String {
        "\(Self.prefix)\(name) \(Base64.encode(keyID.bytes + bytes))"
    }

    private static let prefix = "\u{2014} "
}
