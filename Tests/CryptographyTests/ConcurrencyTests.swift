import Cryptography
import Testing

@Suite("Shared keys")
struct ConcurrencyTests {
    @Test("serve many tasks at once")
    func shared() async throws {
        let mac = HMACKey(.sha256, key: [1, 2, 3])
        let key = SymmetricKey.random()
        let ed25519 = Ed25519.PrivateKey()
        let rs256 = try RS256.PrivateKey(pem: RS256Keys.privatePKCS8)
        let failures = await withTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    var failures = 0
                    for round in 0..<50 {
                        let message = Array("\(task), \(round)".utf8)
                        let sealed = AES256GCM.seal(message, key: key, aad: message)
                        let isRight =
                            mac.authenticate(message) == HMACKey(.sha256, key: [1, 2, 3]).authenticate(message)
                            && (try? AES256GCM.open(sealed, key: key, aad: message)) == message
                            && ed25519.publicKey.verify(ed25519.sign(message), message)
                            && (round % 10 != 0 || rs256.publicKey.verify(rs256.sign(message), message))
                            && (try? AES256GCM.open(sealed, key: key, aad: [])) == nil
                        failures += isRight ? 0 : 1
                    }
                    return failures
                }
            }
            return await group.reduce(0, +)
        }
        #expect(failures == 0)
    }
}
