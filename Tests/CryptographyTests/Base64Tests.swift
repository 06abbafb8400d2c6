import Cryptography
import TestSupport
import Testing

@Suite("Base64")
struct Base64Tests {
    @Test(
        "gives the texts of RFC 4648 §10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(bytes: String, text: String) {
        #expect(Base64.encode(bytes.utf8) == text)
        #expect(Base64.decode(text) == Array(bytes.utf8))
        let unpadded = text.replacing("=", with: "")
        #expect(Base64.encodeURL(bytes.utf8) == unpadded)
        #expect(Base64.decodeURL(unpadded) == Array(bytes.utf8))
    }

    @Test("tells the alphabets apart (RFC 4648 §4 and §5)")
    func alphabets() {
        let bytes: [UInt8] = [0xFB, 0xFF, 0xFE]
        #expect(Base64.encode(bytes) == "+//+")
        #expect(Base64.encodeURL(bytes) == "-__-")
        #expect(Base64.decode("-__-") == nil)
        #expect(Base64.decodeURL("+//+") == nil)
    }

    @Test(
        "refuses in the standard form what the encoder wouldn't write",
        arguments: [
            "Z", "Zg", "Zg=", "Zm8", "Zg===", "Zm8==", "Zm9v=", "Zm9v==", "Zm9v====", "=", "==", "===", "====", "Z===",
            "=Zg=", "Z=g=", "Zg==Zg==", "Zm 8=", "Zm8=\n", "\nZm8=", " Zm9v", "Zm9v ", "Zm9\u{0}", "Zmé=", "Zm9*",
        ])
    func refused(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(
        "refuses in the URL-safe form what the encoder wouldn't write",
        arguments: ["Z", "Zm9vZ", "Zg==", "Zm8=", "Zm9v=", "Zm 8", "Zm8\n", "Zmé", "Zm9v."])
    func refusedURL(text: String) {
        #expect(Base64.decodeURL(text) == nil)
    }

    @Test(
        "refuses bits that belong to no byte",
        arguments: ["Zh==", "Zp==", "Z/==", "Zm9=", "Zm+=", "Zm/=", "AB==", "AAB="])
    func trailingBits(text: String) {
        #expect(Base64.decode(text) == nil)
        #expect(
            Base64.decodeURL(text.replacing("=", with: "").replacing("/", with: "_").replacing("+", with: "-")) == nil)
    }

    @Test("has one text for each byte sequence: whatever it reads, it writes the same")
    func canonical() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        let characters = Array("AQgw/+=Zz09")
        for _ in 0..<5000 {
            let text = String(
                (0..<Int.random(in: 0...8, using: &generator)).map { _ in
                    characters[Int.random(in: 0..<characters.count, using: &generator)]
                })
            if let bytes = Base64.decode(text) {
                #expect(Base64.encode(bytes) == text, "seed \(seed)")
            }
            let bytes = generator.bytes(Int.random(in: 0...100, using: &generator))
            #expect(Base64.decode(Base64.encode(bytes)) == bytes, "seed \(seed)")
            #expect(Base64.decodeURL(Base64.encodeURL(bytes)) == bytes, "seed \(seed)")
        }
    }

    @Test("reads a part of a text as it stands")
    func substring() {
        #expect(Base64.decode("x Zm9v".dropFirst(2)) == Array("foo".utf8))
    }
}
