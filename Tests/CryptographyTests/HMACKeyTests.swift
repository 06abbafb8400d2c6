import Cryptography
import Testing

@Suite("HMAC")
struct HMACKeyTests {
    @Test("with SHA-256 gives the codes of RFC 4231", arguments: HMACVector.rfc4231)
    func sha256(vector: HMACVector) {
        let key = HMACKey(.sha256, key: vector.key)
        let code = key.authenticate(vector.message)
        #expect(code.count == 32)
        #expect(Hex.encode(code).hasPrefix(vector.code))
        #expect(key.authenticate256(vector.message).bytes == code)
    }

    @Test("with SHA-1 gives the codes of RFC 2202", arguments: HMACVector.rfc2202)
    func sha1(vector: HMACVector) {
        let code = HMACKey(.sha1, key: vector.key).authenticate(vector.message)
        #expect(Hex.encode(code) == vector.code)
    }

    @Test("takes parts as one message, however it is cut", arguments: [HMACKey.Algorithm.sha256, .sha1])
    func parts(algorithm: HMACKey.Algorithm) {
        let key = HMACKey(algorithm, key: [1, 2, 3])
        let message = Array("parts of one message, né".utf8)
        let code = key.authenticate(message)
        for cut in 0...message.count {
            let (head, tail) = (Array(message[..<cut]), Array(message[cut...]))
            #expect(key.authenticate([head, tail]) == code)
            #expect(key.authenticate([head, [], tail]) == code)
        }
        var authenticator = key.authenticator()
        authenticator.update("parts of one ")
        authenticator.update(Array("message".utf8).span.bytes)
        authenticator.update(", né")
        #expect(authenticator.finalize() == code)
    }

    @Test("takes parts as one message for a Hash256, too")
    func parts256() {
        let key = HMACKey(.sha256, key: [1, 2, 3])
        #expect(key.authenticate256([[1], [2, 3]]) == key.authenticate256([1, 2, 3]))
        #expect(([1, 2, 3] as [UInt8]).withUnsafeBytes { key.authenticate256($0) } == key.authenticate256([1, 2, 3]))
        #expect(key.authenticate256([[1], [2, 3]]) != key.authenticate256([[2, 3], [1]]))
    }

    @Test("takes an empty key and an empty message (codes from Python's hmac)")
    func empty() {
        let message: [UInt8] = []
        #expect(
            HMACKey(.sha256, key: []).authenticate256(message).hex
                == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
        #expect(
            Hex.encode(HMACKey(.sha1, key: []).authenticate(message)) == "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d")
    }

    @Test("another key, message or digest gives another code")
    func differs() {
        let message: [UInt8] = [1, 2, 3, 4]
        let key = [UInt8](repeating: 9, count: 32)
        let code = HMACKey(.sha256, key: key).authenticate(message)
        for bit in 0..<(key.count * 8) {
            #expect(HMACKey(.sha256, key: key.flippingBit(bit)).authenticate(message) != code)
        }
        for bit in 0..<(message.count * 8) {
            #expect(HMACKey(.sha256, key: key).authenticate(message.flippingBit(bit)) != code)
        }
        #expect(HMACKey(.sha1, key: key).authenticate(message).count == 20)
    }

    @Test(
        "nothing of a message reaches the next one, be it ended or left", arguments: [HMACKey.Algorithm.sha256, .sha1])
    func independence(algorithm: HMACKey.Algorithm) {
        let key = HMACKey(algorithm, key: [1, 2, 3])
        let alone = key.authenticate([9])
        for _ in 0..<3 {
            var left = key.authenticator()
            left.update([7, 7])
        }
        #expect(key.authenticate([8]) != alone)
        #expect(key.authenticate([9]) == alone)
    }

    @Test("one key serves many messages at a time")
    func concurrency() async {
        let key = HMACKey(.sha256, key: [5])
        let codes = (UInt8(0)..<64).map { key.authenticate256([$0]) }
        await withTaskGroup(of: Bool.self) { group in
            for index in UInt8(0)..<64 {
                group.addTask { (0..<50).allSatisfy { _ in key.authenticate256([index]) == codes[Int(index)] } }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test("a key isn't printed")
    func redacted() {
        let key = HMACKey(.sha256, key: Array("a very secret key".utf8))
        #expect("\(key)" == "HMACKey(sha256, redacted)")
    }
}
