import Cryptography
import MerkleLog
import Testing

struct ProofFileTests {
    private let signer: NoteSigner
    private let checkpoint: SignedNote
    private var tree = ReferenceTree(leaves: PublishedTree.leaves)

    init() throws {
        signer = try NoteSigner(name: "log.example", privateKey: Ed25519.PrivateKey(seed: [UInt8](0..<32)))
        checkpoint = try Checkpoint(origin: "log.example", size: 8, root: tree.root(8)).signed(by: signer)
    }

    @Test mutating func `its text is as specified`() throws {
        let hashes = tree.path(5, 0..<8)
        let lines = hashes.map(\.base64).joined(separator: "\n")
        let plain = try ProofFile(index: 5, hashes: hashes, checkpoint: checkpoint)
        #expect(plain.encoded == "c2sp.org/tlog-proof@v1\nindex 5\n\(lines)\n\n\(checkpoint.encoded)")
        let extra = try ProofFile(extra: [1, 2, 3], index: 5, hashes: hashes, checkpoint: checkpoint)
        #expect(extra.encoded == "c2sp.org/tlog-proof@v1\nextra AQID\nindex 5\n\(lines)\n\n\(checkpoint.encoded)")
    }

    @Test mutating func `it is read back and verifies, for every leaf`() throws {
        for index in 0..<8 {
            for extra in [nil, [], [1, 2, 3]] as [[UInt8]?] {
                let file = try ProofFile(
                    extra: extra, index: Int64(index), hashes: tree.path(index, 0..<8), checkpoint: checkpoint)
                let read = try ProofFile(parsing: Array(file.encoded.utf8))
                #expect(read == file)
                #expect(read.encoded == file.encoded)
                let verified = try read.verify(
                    leaf: MerkleTree.leafHash(PublishedTree.leafData[index]), key: signer.verifierKey)
                #expect(verified.size == 8)
                #expect(verified.root.hex == PublishedTree.roots[8])
            }
        }
    }

    @Test func `a log of one leaf has a proof without hashes`() throws {
        let leaf = PublishedTree.leaves[0]
        let note = try Checkpoint(origin: "log.example", size: 1, root: leaf).signed(by: signer)
        let file = try ProofFile(index: 0, hashes: [], checkpoint: note)
        #expect(file.encoded == "c2sp.org/tlog-proof@v1\nindex 0\n\n\(note.encoded)")
        #expect(try ProofFile(parsing: file.encoded) == file)
        #expect(try file.verify(leaf: leaf, key: signer.verifierKey).size == 1)
    }

    @Test mutating func `another leaf, index, hash or key is refused`() throws {
        let hashes = tree.path(5, 0..<8)
        let (leaf, key) = (PublishedTree.leaves[5], signer.verifierKey)
        func file(_ index: Int64, _ hashes: [Hash256]) throws -> ProofFile {
            try ProofFile(index: index, hashes: hashes, checkpoint: checkpoint)
        }
        #expect(throws: Never.self) { try file(5, hashes).verify(leaf: leaf, key: key) }
        expectError(.invalidProof) { try file(5, hashes).verify(leaf: PublishedTree.leaves[4], key: key) }
        expectError(.invalidProof) { try file(4, hashes).verify(leaf: leaf, key: key) }
        expectError(.invalidProof) { try file(8, hashes).verify(leaf: leaf, key: key) }
        expectError(.invalidProof) { try file(.max, hashes).verify(leaf: leaf, key: key) }
        expectError(.invalidProof) { try file(5, hashes.reversed()).verify(leaf: leaf, key: key) }
        expectError(.invalidProof) { try file(5, []).verify(leaf: leaf, key: key) }
        let stranger = try NoteSigner(name: "log.example", privateKey: Ed25519.PrivateKey()).verifierKey
        expectError(.unverifiedNote) { try file(5, hashes).verify(leaf: leaf, key: stranger) }
    }

    @Test mutating func `parts that make no proof file are refused`() {
        expectError(.malformedProofFile) { try ProofFile(index: -1, hashes: [], checkpoint: checkpoint) }
        let many = [Hash256](repeating: .zero, count: 64)
        expectError(.malformedProofFile) { try ProofFile(index: 0, hashes: many, checkpoint: checkpoint) }
    }

    private static let hash = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

    @Test(
        arguments: [
            ("", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\n", .malformedProofFile),
            ("c2sp.org/tlog-proof@v2\nindex 1\n\nNOTE", .malformedProofFile),
            (" c2sp.org/tlog-proof@v1\nindex 1\n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\r\nindex 1\r\n\r\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nextra AQID\n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nextra AQI\nindex 1\n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nextra\nindex 1\n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nextra AQID\nextra AQID\nindex 1\n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nindex 1\nextra AQID\n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nindex \n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nindex 01\n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nindex -1\n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nindex  1\n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nIndex 1\n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nindex 1\nindex 1\n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nindex 1\n\(hash) \n\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nindex 1\n\(hash)\nNOTE", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nindex 1\n\(hash)\n", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nindex 1\n\(hash)", .malformedProofFile),
            ("c2sp.org/tlog-proof@v1\nindex 1\n\(hash)\n\n", .malformedNote),
            ("c2sp.org/tlog-proof@v1\nindex 1\n\(hash)\n\nlog.example\n1\n\(hash)\n", .malformedNote),
        ] as [(String, MerkleLogError.Code)])
    func `a file in another form is refused`(text: String, code: MerkleLogError.Code) {
        let file = text.split(separator: "NOTE", omittingEmptySubsequences: false).joined(separator: checkpoint.encoded)
        expectError(code) { try ProofFile(parsing: file) }
    }

    @Test mutating func `a file of too many hashes or of bytes that aren't UTF-8 is refused`() throws {
        let many = String(repeating: Self.hash + "\n", count: 64)
        expectError(.malformedProofFile) {
            try ProofFile(parsing: "c2sp.org/tlog-proof@v1\nindex 1\n\(many)\n\(checkpoint.encoded)")
        }
        let good = try ProofFile(index: 5, hashes: tree.path(5, 0..<8), checkpoint: checkpoint)
        expectError(.malformedProofFile) { try ProofFile(parsing: Array(good.encoded.utf8) + [0xff]) }
    }
}
