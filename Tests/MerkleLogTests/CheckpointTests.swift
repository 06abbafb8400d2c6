import Cryptography
import MerkleLog
import Testing

struct CheckpointTests {
    private static let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

    @Test func `the specification's example is read and written`() throws {
        let note = try SignedNote(parsing: PublishedNotes.checkpoint)
        let checkpoint = try Checkpoint(parsing: note.text)
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.root.base64 == Self.root)
        #expect(checkpoint.text == note.text)
    }

    @Test(arguments: [0, 1, 10, .max] as [Int64])
    func `a size is decimal`(size: Int64) throws {
        let checkpoint = try Checkpoint(origin: "log.example", size: size, root: MerkleTree.emptyRoot)
        #expect(checkpoint.text == "log.example\n\(size)\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
        #expect(try Checkpoint(parsing: checkpoint.text) == checkpoint)
    }

    @Test(arguments: [
        "", "\n", "a", "a\n", "a\n1\n", "a\n1\n\(root)", "a\n1\n\(root)\n\n", "a\n1\n\(root)\nextension\n",
        "\n1\n\(root)\n", "a\n\n\(root)\n", "a\n1\n\n", "a\n01\n\(root)\n", "a\n00\n\(root)\n", "a\n-1\n\(root)\n",
        "a\n+1\n\(root)\n", "a\n 1\n\(root)\n", "a\n1 \n\(root)\n", "a\n1e3\n\(root)\n", "a\n0x1\n\(root)\n",
        "a\n١\n\(root)\n", "a\n9223372036854775808\n\(root)\n", "a\n99999999999999999999999\n\(root)\n",
        "a\n1\n\(root) \n", "a\n1\n\(root.dropLast())\n", "a\n1\nAAAA\n", "a\n1\n\(root)\(root)\n",
        "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", "a\n1\nCsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n",
        "a\r\n1\r\n\(root)\r\n", "a\tb\n1\n\(root)\n", "\u{FEFF}\n",
    ])
    func `a text in another form is refused`(text: String) {
        expectError(.malformedCheckpoint) { try Checkpoint(parsing: text) }
    }

    @Test(arguments: [("", 1), ("a\nb", 1), ("a\u{1}", 1), ("a", -1), ("a", .min)] as [(String, Int64)])
    func `parts that make no checkpoint are refused`(origin: String, size: Int64) {
        expectError(.malformedCheckpoint) { try Checkpoint(origin: origin, size: size, root: .zero) }
    }

    @Test func `a signed checkpoint is verified`() throws {
        let signer = try NoteSigner(name: "log.example", privateKey: Ed25519.PrivateKey())
        let checkpoint = try Checkpoint(origin: "log.example", size: 7, root: PublishedTree.leaves[0])
        let note = try checkpoint.signed(by: signer)
        let read = try SignedNote(parsing: note.encoded)
        #expect(try Checkpoint(verifying: read, key: signer.verifierKey) == checkpoint)
        let stranger = try NoteSigner(name: "log.example", privateKey: Ed25519.PrivateKey())
        expectError(.unverifiedNote) { try Checkpoint(verifying: read, key: stranger.verifierKey) }
        let enlarged = try Checkpoint(origin: "log.example", size: 8, root: checkpoint.root)
        let forged = try SignedNote(text: enlarged.text, signatures: note.signatures)
        expectError(.invalidSignature) { try Checkpoint(verifying: forged, key: signer.verifierKey) }
    }

    @Test func `a key neither signs nor verifies the checkpoints of another log`() throws {
        let signer = try NoteSigner(name: "log.example", privateKey: Ed25519.PrivateKey())
        let checkpoint = try Checkpoint(origin: "other.example", size: 7, root: .zero)
        expectError(.originMismatch) { try checkpoint.signed(by: signer) }
        let note = try SignedNote(signing: checkpoint.text, by: [signer])
        expectError(.originMismatch) { try Checkpoint(verifying: note, key: signer.verifierKey) }
    }

    @Test func `a signed note that isn't a checkpoint is refused`() throws {
        let signer = try NoteSigner(name: "log.example", privateKey: Ed25519.PrivateKey())
        let note = try SignedNote(signing: "log.example\n1\n\(Self.root)\nextension\n", by: [signer])
        expectError(.malformedCheckpoint) { try Checkpoint(verifying: note, key: signer.verifierKey) }
    }
}
