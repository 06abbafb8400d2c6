import Cryptography
import Testing

@Suite("Hexadecimal")
struct HexTests {
    @Test("gives the texts of RFC 4648 §10, in lower case, and reads either case")
    func vectors() {
        let vectors = [
            ("", ""), ("f", "66"), ("fo", "666f"), ("foo", "666f6f"), ("foob", "666f6f62"), ("fooba", "666f6f6261"),
            ("foobar", "666f6f626172"),
        ]
        for (bytes, text) in vectors {
            #expect(Hex.encode(bytes.utf8) == text)
            #expect(Hex.decode(text) == Array(bytes.utf8))
            #expect(Hex.decode(text.uppercased()) == Array(bytes.utf8))
        }
    }

    @Test("every byte is read back")
    func everyByte() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(Hex.decode(Hex.encode(bytes)) == bytes)
        #expect(Hex.decode(Hex.encode(bytes).dropFirst(2)) == Array(bytes.dropFirst()))
    }

    @Test(
        "refuses odd lengths and what isn't a digit",
        arguments: [
            "0", "000", "0g", "g0", "0x00", " 00", "00 ", "0\n", "é0", "٠٠", "/0", ":0", "@0", "G0", "`0", "-1",
        ])
    func refused(text: String) {
        #expect(Hex.decode(text) == nil)
    }
}
