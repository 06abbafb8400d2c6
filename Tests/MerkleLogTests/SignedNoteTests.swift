import Cryptography
import MerkleLog
import TestSupport
import Testing

struct SignedNoteTests {
    private let peter = try? NoteVerifierKey(parsing: PublishedNotes.peterKey)
    private let enoch = try? NoteVerifierKey(parsing: PublishedNotes.enochKey)
    private static let published =
        PublishedNotes.text + "\n" + PublishedNotes.peterSignature + PublishedNotes.enochSignature

    @Test func `the specification's example verifies`() throws {
        let key = try NoteVerifierKey(parsing: PublishedNotes.exampleKey)
        let note = try SignedNote(parsing: PublishedNotes.exampleText + "\n" + PublishedNotes.exampleSignature)
        let verified = try note.verified(by: [key])
        #expect(verified.text == PublishedNotes.exampleText)
        #expect(verified.keys == [key])
    }

    @Test func `signing gives the published note`() throws {
        let signer = try NoteSigner(parsing: PublishedNotes.peterSigner)
        let note = try SignedNote(signing: PublishedNotes.text, by: [signer])
        #expect(note.encoded == PublishedNotes.text + "\n" + PublishedNotes.peterSignature)
        let other = try NoteSigner(
            name: "EnochRoot", privateKey: Ed25519.PrivateKey(seed: [UInt8](repeating: 0, count: 32)))
        #expect(try note.adding([other.sign(note.text)]).encoded == Self.published)
        #expect(try SignedNote(signing: PublishedNotes.text, by: [signer, other]).encoded == Self.published)
    }

    @Test func `signatures by unknown keys are ignored`() throws {
        let note = try SignedNote(parsing: Self.published)
        let (peter, enoch) = (try #require(peter), try #require(enoch))
        #expect(try note.verified(by: [peter]).keys == [peter])
        #expect(try note.verified(by: [enoch]).keys == [enoch])
        #expect(try note.verified(by: [enoch, peter]).keys == [peter, enoch])
        #expect(try note.verified(by: [peter, peter]).keys == [peter])
    }

    @Test func `a note that no known key has signed is refused`() throws {
        let note = try SignedNote(parsing: Self.published)
        expectError(.unverifiedNote) { try note.verified(by: []) }
        // The same key by another name, and the same name with another key, are other keys.
        let renamed = try NoteVerifierKey(name: "PeterNeuman", publicKey: try #require(peter).publicKey)
        let replaced = try NoteVerifierKey(name: "PeterNeumann", publicKey: Ed25519.PrivateKey().publicKey)
        expectError(.unverifiedNote) { try note.verified(by: [renamed, replaced]) }
    }

    @Test func `a known key's signature that doesn't verify spoils the note`() throws {
        let keys = [try #require(peter), try #require(enoch)]
        let bytes = Array(PublishedNotes.text.utf8)
        for place in bytes.indices where bytes[place] != UInt8(ascii: "\n") {
            var other = bytes
            other[place] ^= 0x01
            let text = String(decoding: other, as: UTF8.self)
            let note = try SignedNote(parsing: text + "\n" + PublishedNotes.peterSignature)
            expectError(.invalidSignature, "byte \(place)") { try note.verified(by: keys) }
        }
        let swapped = try SignedNote(
            text: PublishedNotes.exampleText, signatures: SignedNote(parsing: Self.published).signatures)
        expectError(.invalidSignature) { try swapped.verified(by: keys) }
    }

    @Test func `one wrong signature isn't made good by another's right one`() throws {
        let note = try SignedNote(parsing: Self.published)
        var bytes = note.signatures[0].bytes
        bytes[10] ^= 0x40
        let wrong = try NoteSignature(name: "PeterNeumann", keyID: note.signatures[0].keyID, bytes: bytes)
        let short = try NoteSignature(name: "PeterNeumann", keyID: note.signatures[0].keyID, bytes: [1])
        for signature in [wrong, short] {
            let spoilt = try SignedNote(text: note.text, signatures: [note.signatures[1], signature])
            expectError(.invalidSignature) { try spoilt.verified(by: [try #require(peter), try #require(enoch)]) }
            #expect(try spoilt.verified(by: [try #require(enoch)]).keys == [try #require(enoch)])
        }
    }

    @Test(arguments: [published, PublishedNotes.poem, PublishedNotes.checkpoint])
    func `a note read and written is the same bytes`(text: String) throws {
        let note = try SignedNote(parsing: text)
        #expect(note.encoded == text)
        #expect(try SignedNote(parsing: Array(text.utf8)) == note)
    }

    @Test func `the last empty line parts text and signatures`() throws {
        let note = try SignedNote(parsing: PublishedNotes.poem)
        #expect(note.text.hasSuffix("sole:\n\ned è subito sera.\n"))
        #expect(note.signatures.map(\.name) == ["quasimodo.example/salvatore"])
        #expect(try SignedNote(parsing: "a\n\n\n" + PublishedNotes.peterSignature).text == "a\n\n")
    }

    @Test func `signatures of other types are kept as they are`() throws {
        let witness = try NoteSignature(
            name: "witness.example", keyID: NoteKeyID(0x0102_0304), bytes: [UInt8](repeating: 7, count: 72))
        let note = try SignedNote(parsing: Self.published).adding([witness])
        let read = try SignedNote(parsing: note.encoded)
        #expect(read.signatures.last == witness)
        #expect(try read.verified(by: [try #require(peter)]).keys == [try #require(peter)])
    }

    @Test func `a note may have a hundred signatures, and no more`() throws {
        let signatures = try (0..<101).map { try NoteSignature(name: "k\($0)", keyID: NoteKeyID(0), bytes: [1]) }
        let note = try SignedNote(text: "a\n", signatures: Array(signatures.prefix(100)))
        #expect(try SignedNote(parsing: note.encoded) == note)
        expectError(.malformedNote) { try SignedNote(text: "a\n", signatures: signatures) }
        expectError(.malformedNote) { try note.adding([signatures[100]]) }
        expectError(.malformedNote) { try SignedNote(parsing: note.encoded + "— k100 AAAAAAE=\n") }
    }

    @Test func `a text that isn't one can't be signed`() throws {
        let signer = try NoteSigner(parsing: PublishedNotes.peterSigner)
        for text in ["", "abc", "abc\r\n", "a\tb\n", "a\0\n"] {
            expectError(.malformedNote) { try SignedNote(signing: text, by: [signer]) }
        }
        expectError(.malformedNote) { try SignedNote(signing: "abc\n", by: []) }
        expectError(.malformedNote) { try SignedNote(signing: "abc\n", by: [signer, signer]) }
        expectError(.malformedNote) { try NoteSignature(name: "a", keyID: NoteKeyID(0), bytes: []) }
    }

    @Test func `random changes of a note are refused`() throws {
        var random = SeededGenerator()
        let bytes = Array((PublishedNotes.text + "\n" + PublishedNotes.peterSignature).utf8)
        let key = try #require(peter)
        for _ in 0..<2000 {
            var other = bytes
            switch Int.random(in: 0..<3, using: &random) {
            case 0:
                other[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: other.remove(at: Int.random(in: 0..<bytes.count, using: &random))
            default:
                other.insert(
                    UInt8.random(in: 0...255, using: &random), at: Int.random(in: 0...bytes.count, using: &random))
            }
            // An insertion before an equal byte, or a removal among equals, can't give the note itself: its length differs.
            #expect(throws: MerkleLogError.self, random.comment) {
                try SignedNote(parsing: other).verified(by: [key])
            }
        }
    }
}
