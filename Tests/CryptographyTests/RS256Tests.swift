import Cryptography
import Testing

@Suite("RS256")
struct RS256Tests {
    // RFC 7515 §A.2.1: the JWS signing input, and the signature over it.
    private let message = Array(
        ("eyJhbGciOiJSUzI1NiJ9."
            + "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ").utf8)
    private let signature =
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CU"
        + "Ar7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_d"
        + "O--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0ig"
        + "cN_IoypGlUPQGe77Rw"

    @Test("gives the signature of RFC 7515 §A.2", arguments: RS256Keys.Form.allCases)
    func signs(form: RS256Keys.Form) throws {
        let key = try RS256.PrivateKey(pem: form.pem)
        #expect(Base64.encodeURL(key.sign(message)) == signature)
        #expect(key.publicKey.verify(key.sign([]), []))
    }

    @Test("verifies the signature of RFC 7515 §A.2")
    func verifies() throws {
        let bytes = try #require(Base64.decodeURL(signature))
        #expect(try RS256.PublicKey(pem: RS256Keys.publicKey).verify(bytes, message))
        #expect(try RS256.PrivateKey(pem: RS256Keys.privatePKCS8).publicKey.verify(bytes, message))
    }

    @Test("refuses a signature or message with a bit flipped, and other lengths")
    func tampered() throws {
        let key = try RS256.PublicKey(pem: RS256Keys.publicKey)
        let bytes = try #require(Base64.decodeURL(signature))
        for bit in stride(from: 0, to: bytes.count * 8, by: 13) {
            #expect(!key.verify(bytes.flippingBit(bit), message), "bit \(bit)")
        }
        for bit in stride(from: 0, to: message.count * 8, by: 13) {
            #expect(!key.verify(bytes, message.flippingBit(bit)), "bit \(bit)")
        }
        for wrong in [[], Array(bytes.dropLast()), bytes + [0], [0] + bytes, [UInt8](repeating: 0, count: bytes.count)]
        {
            #expect(!key.verify(wrong, message), "\(wrong.count) bytes")
        }
    }

    @Test(
        "refuses what isn't an unencrypted RSA private key of 2048 bits or more that signs",
        arguments: RefusedKey.asPrivateKeys)
    func refusedPrivateKeys(key: RefusedKey) {
        #expect { try RS256.PrivateKey(pem: key.pem) } throws: { key.isRefusal($0) }
    }

    @Test("refuses what isn't an RSA public key of 2048 bits or more", arguments: RefusedKey.asPublicKeys)
    func refusedPublicKeys(key: RefusedKey) {
        #expect { try RS256.PublicKey(pem: key.pem) } throws: { key.isRefusal($0) }
    }

    @Test("a private key isn't printed")
    func redacted() throws {
        #expect("\(try RS256.PrivateKey(pem: RS256Keys.privatePKCS8))" == "RS256.PrivateKey(redacted)")
    }
}
