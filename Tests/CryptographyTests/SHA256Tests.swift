import Cryptography
import TestSupport
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    @Test(
        "gives the digests of NIST's CAVP short messages",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("d3", "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
            ("11af", "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98"),
            ("b4190e", "dff2e73091f6c05e528896c4c831b9448653dc2ff043528f6769437bc7b975c2"),
            ("74ba2521", "b16aa56be3880d18cd41e68384cf1ec8c17680c45a02b1575dc1518923ae8b0e"),
            ("5738c929c4f4ccb6", "963bb88f27f512777aab6c8b1a02c70ec0ad651d428f870036e1917120fb48bf"),
        ])
    func shortMessages(message: String, digest: String) throws {
        #expect(SHA256.hash(try hex(message)).hex == digest)
    }

    @Test(
        "gives the digests of NIST's additional byte-oriented examples, around the block's end and far beyond",
        arguments: [
            (0xBD, 1, "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"),
            (0x00, 55, "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7"),
            (0x00, 56, "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb"),
            (0x00, 57, "65a16cb7861335d5ace3c60718b5052e44660726da4cd13bb745381b235a1785"),
            (0x00, 64, "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b"),
            (0x00, 1000, "541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53"),
            (0x41, 1000, "c2e686823489ced2017f6059b8b239318b6364f6dcd835d0a519105a1eadd6e4"),
            (0x55, 1005, "f4d62ddec0f3dd90ea1380fa16a5ff8dc4c54b21740650f24afc4120903552b0"),
            (0x61, 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
            (0x00, 1_000_000, "d29751f2649b32ff572b5e0a9f541ea660a50f94ff0beedfb0b692b924cc8025"),
        ] as [(UInt8, Int, String)])
    func repeatedBytes(byte: UInt8, count: Int, digest: String) {
        #expect(SHA256.hash([UInt8](repeating: byte, count: count)).hex == digest)
    }

    @Test("gives the first result of NIST's CAVP Monte Carlo test (SHA256Monte.rsp, COUNT = 0)")
    func monteCarlo() throws {
        let seed = try #require(Hash256(hex: "6d1e72ad03ddeb5de891e572e2396f8da015d899ef0e79503152d6010a3fe691"))
        var last = [seed, seed, seed]
        for _ in 0..<1000 {
            last.append(SHA256.hash(last.flatMap(\.bytes)))
            last.removeFirst()
        }
        #expect(last[2].hex == "e93c330ae5447738c8aa85d71a6c80f2a58381d05872d26bdd39f1fcd4f2b788")
    }

    @Test("hashes text as its UTF-8 (FIPS 180-4, two-block example)")
    func text() {
        var hasher = SHA256.Hasher()
        hasher.update("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        #expect(hasher.finalize().hex == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")

        var accented = SHA256.Hasher()
        accented.update("né 你好")
        #expect(accented.finalize() == SHA256.hash(Array("né 你好".utf8)))
    }

    @Test("gives the same digest for every way to hand bytes over")
    func overloads() {
        let bytes = (0..<200).map { UInt8($0) }
        let digest = SHA256.hash(bytes)
        #expect(SHA256.hash(bytes.span.bytes) == digest)
        #expect(bytes.withUnsafeBytes { SHA256.hash($0) } == digest)
        #expect(bytes.dropFirst().withUnsafeBytes { SHA256.hash(prefix: 0, $0) } == digest)
        #expect(SHA256.hash([7] + bytes) == bytes.withUnsafeBytes { SHA256.hash(prefix: 7, $0) })
    }

    @Test("hashes a tree node as prefix ‖ left ‖ right")
    func treeNode() {
        let left = SHA256.hash([1])
        let right = SHA256.hash([2])
        #expect(SHA256.hash(prefix: 1, left, right) == SHA256.hash([1] + left.bytes + right.bytes))
        #expect(SHA256.hash(prefix: 1, left, right) != SHA256.hash(prefix: 1, right, left))
        #expect(SHA256.hash(prefix: 0, left, right) != SHA256.hash(prefix: 1, left, right))
    }

    @Test("gives the same digest however a message is cut")
    func cuts() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let message = generator.bytes(Int.random(in: 0...300, using: &generator))
            var hasher = SHA256.Hasher()
            var rest = message[...]
            while !rest.isEmpty {
                let part = rest.prefix(Int.random(in: 0...100, using: &generator))
                hasher.update(Array(part))
                rest.removeFirst(part.count)
            }
            #expect(hasher.finalize() == SHA256.hash(message), "seed \(seed)")
        }
    }
}
