import Cryptography
import MerkleLog
import Testing

struct NoteKeyTests {
    @Test(arguments: [
        (PublishedNotes.exampleKey, "example.com/foo", "530d903a"),
        (PublishedNotes.peterKey, "PeterNeumann", "c74f20a3"),
        (PublishedNotes.enochKey, "EnochRoot", "af0cfe78"),
    ])
    func `a published verifier key is read and written`(text: String, name: String, id: String) throws {
        let key = try NoteVerifierKey(parsing: text)
        #expect(key.name == name)
        #expect(key.id.description == id)
        #expect(key.encoded == text)
        #expect(try NoteVerifierKey(name: name, publicKey: key.publicKey) == key)
    }

    @Test func `the id follows from the name and the key`() throws {
        let key = try NoteVerifierKey(parsing: PublishedNotes.exampleKey)
        let digest = SHA256.hash(Array("example.com/foo\n\u{01}".utf8) + key.publicKey.bytes)
        #expect(String(digest.hex.prefix(8)) == key.id.description)
        #expect(try NoteVerifierKey(name: "example.com/bar", publicKey: key.publicKey).id != key.id)
    }

    @Test func `a published private key is read and written, and has its verifier key`() throws {
        let signer = try NoteSigner(parsing: PublishedNotes.peterSigner)
        #expect(signer.name == "PeterNeumann")
        #expect(signer.verifierKey.encoded == PublishedNotes.peterKey)
        #expect(signer.privateForm == PublishedNotes.peterSigner)
    }

    @Test func `a key of zeroes has the verifier key that Go derives`() throws {
        let seed = [UInt8](repeating: 0, count: 32)
        let signer = try NoteSigner(name: "EnochRoot", privateKey: Ed25519.PrivateKey(seed: seed))
        #expect(signer.verifierKey.encoded == PublishedNotes.enochKey)
    }

    @Test func `a signer doesn't print its secret`() throws {
        let signer = try NoteSigner(parsing: PublishedNotes.peterSigner)
        let secret = try #require(PublishedNotes.peterSigner.split(separator: "+").last)
        var dumped = ""
        dump(signer, to: &dumped)
        for text in ["\(signer)", String(reflecting: signer), "\([signer])", dumped] {
            #expect(!text.contains(secret))
        }
    }

    @Test(arguments: [PublishedNotes.peterKey, PublishedNotes.exampleKey])
    func `every part and every other spelling of a verifier key is refused`(text: String) {
        for mangled in manglings(of: text) {
            #expect(throws: MerkleLogError.self, "\(mangled)") { try NoteVerifierKey(parsing: mangled) }
        }
    }

    @Test func `every part and every other spelling of a private key is refused`() {
        for mangled in manglings(of: PublishedNotes.peterSigner) {
            #expect(throws: MerkleLogError.self, "\(mangled)") { try NoteSigner(parsing: mangled) }
        }
    }

    /// The first two are from golang.org/x/mod's note_test.go: a key of the wrong length and an unknown algorithm, each
    /// with the id that it would have.
    @Test(arguments: [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq_LDE4izWy10TW",
        "PeterNeumann+c74f20a3+", "PeterNeumann+c74f20a3", "PeterNeumann", "",
    ])
    func `a key in another form is refused`(text: String) {
        expectError(.malformedKey) { try NoteVerifierKey(parsing: text) }
    }

    @Test func `a verifier key isn't a private key, nor the other way`() {
        expectError(.malformedKey) { try NoteSigner(parsing: PublishedNotes.peterKey) }
        expectError(.malformedKey) { try NoteVerifierKey(parsing: PublishedNotes.peterSigner) }
    }

    @Test(arguments: [
        "", " ", "a b", "a+b", "a\tb", "a\nb", "a\u{A0}b", "a\u{2003}b", "a\u{3000}b", "a\u{85}b", "a\u{1}b",
    ])
    func `a name with spaces, plus signs or control characters is refused`(name: String) throws {
        let key = Ed25519.PrivateKey()
        expectError(.invalidKeyName) { try NoteVerifierKey(name: name, publicKey: key.publicKey) }
        expectError(.invalidKeyName) { try NoteSigner(name: name, privateKey: key) }
        expectError(.invalidKeyName) { try NoteSignature(name: name, keyID: NoteKeyID(1), bytes: [1]) }
    }

    /// Every proper part, and the text with each byte raised by one.
    private func manglings(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        var all: [String] = []
        for start in 0...bytes.count {
            for end in start...bytes.count where end - start < bytes.count {
                all.append(String(decoding: bytes[start..<end], as: UTF8.self))
            }
        }
        for place in bytes.indices {
            var other = bytes
            other[place] += 1
            all.append(String(decoding: other, as: UTF8.self))
        }
        return all
    }
}
