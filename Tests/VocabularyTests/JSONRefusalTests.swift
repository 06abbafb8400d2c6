import Testing
import Vocabulary

/// The texts are of the kinds that JSONTestSuite collects (<https://github.com/nst/JSONTestSuite>, `n_` and `i_`).
struct JSONRefusalTests {
    private static let structures = [
        "", " ", "[", "{", "[1", "[1,", "{\"a\"", "{\"a\":", "{\"a\":\"a", "[1 true]", "[\"\": 1]", "[\"\"],", "[,1]",
        "[1,,2]",
        "[\"x\"]]", "[\"\",]", "[1,]", "[,]", "[   , \"\"]", "[x", "[3[4]]", "[1:2]", "[*]", "[\"a\",\n4\n,1,",
        "{[: \"x\"}",
        "{\"x\", null}", "{\"x\"::\"b\"}", "{\"a\":\"a\" 123}", "{key: 'value'}", "{\"a\" b}", "{:\"b\"}",
        "{\"a\" \"b\"}", "{1:1}",
        "{null:null}", "{\"id\":0,,}", "{'a':0}", "{\"id\":0,}", "{\"a\":\"b\"}/**/", "{\"a\":/*c*/\"b\"}",
        "{\"a\":\"b\",,\"c\":\"d\"}",
        "{\"a\":true} \"x\"", "{\"a\":\"b\"}#", "{}}", "[][]", "]", "}", "1]", "[1]x", "2@", "<.>", "[<null>]", "aå",
        "{\"x\": true,",
        "[\u{2060}]", "[\u{A0}]", "[\u{C}]", "\u{FEFF}{}", "abc", "'a'", "[\\n]",
    ]

    private static let literals = [
        "[fals]", "[nul]", "[tru]", "[True]", "[NULL]", "[truth]", "[nan]", "[Inf]", "truee", "nulll", "t", "falsE",
    ]

    private static let numbers = [
        "[++1]", "[+1]", "[+Inf]", "[-01]", "[-1.0.]", "[-2.]", "[-NaN]", "[.-1]", "[.2e-3]", "[0.1.2]", "[0.3e+]",
        "[0.3e]",
        "[0.e1]", "[0E+]", "[0e]", "[1.0e+]", "[1 000.0]", "[1eE2]", "[2.e+3]", "[0x1]", "[-012]", "[012]", "[00]",
        "[- 1]",
        "[1+2]", "[-foo]", "[-]", "[-", "-", "[-a]", "[1.]", "[1.a]", "[1e]", "[１]", "[1_000]", "0.", "0e",
    ]

    private static let strings = [
        "\"", "[\"asd]", "[\"\\", "[\"\\\"]", "[\"\\u00A\"]", "[\"\\u", "[\"\\uqqqq\"]", "[\"\\a\"]", "[\"\\x00\"]",
        "[\"\\🌀\"]",
        "[\"\\u00g0\"]", "[\"\\u+123\"]", "[\"\\UA66D\"]", "\"\"x", "[\"new\nline\"]", "[\"tab\there\"]", "[\"nul\0\"]",
        "['a']",
        "[\"\\u００６０\"]", "[\"\\ \"]",
    ]

    private static let surrogates = [
        "[\"\\uD800\"]", "[\"\\uDC00\"]", "[\"\\uD800\\u\"]", "[\"\\uD800\\u1\"]", "[\"\\uD834\\uDd\"]",
        "[\"\\uD800\\uD800\"]",
        "[\"\\uDd1e\\uD834\"]", "[\"\\uD800abc\"]", "[\"\\uD800\\n\"]", "[\"\\uD800\\\\u\"]", "[\"\\uDFAA\"]",
        "[\"\\ud800",
    ]

    @Test("what isn't JSON is refused", arguments: structures + literals + numbers + strings + surrogates)
    func refuses(_ text: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: text.utf8) }
    }

    @Test(
        "bytes that aren't UTF-8 are refused",
        arguments: [
            [0xFF], [0xE9], [0xC0, 0xAF], [0xC1, 0x80], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
            [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80],
            [0xF0, 0x9F, 0x98],
        ] as [[UInt8]])
    func malformedUTF8(_ bytes: [UInt8]) {
        let quoted = [0x5B, 0x22] + bytes + [0x22, 0x5D]
        #expect(throws: JSONError(.malformedUTF8, at: 2)) { try JSON(parsing: quoted) }
        #expect(throws: JSONError(.malformedUTF8, at: 2)) {
            try JSON(parsing: [0x5B, 0x22, 0x5C, 0x6E] + bytes + [0x22, 0x5D])
        }
        #expect(throws: JSONError(.unexpectedByte, at: 0)) { try JSON(parsing: bytes) }
    }

    @Test(
        "an error says what and where",
        arguments: [
            ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("{\"a\":1} x", .trailingBytes, 8),
            ("[1,]", .unexpectedByte, 3),
            ("[-x]", .malformedNumber, 2), ("[1.x]", .malformedNumber, 3), ("[\"\\q\"]", .malformedEscape, 2),
            ("[\"\\ud800\"]", .loneSurrogate, 2), ("[\"a\u{1}\"]", .controlCharacter, 3),
            ("{\"a\":1,\"a\":2}", .repeatedName, 13),
        ] as [(String, JSONError.Code, Int)])
    func places(_ text: String, _ code: JSONError.Code, _ offset: Int) {
        #expect(throws: JSONError(code, at: offset)) { try JSON(parsing: text.utf8) }
    }

    @Test("a name may come once in an object, however many it has", arguments: [2, 16, 17, 100])
    func repeatedNames(_ count: Int) throws {
        let members = (0..<count).map { "\"name\($0)\":\($0)" }
        let object = try JSON(parsing: "{\(members.joined(separator: ","))}".utf8).object
        #expect(object?.count == count)
        let repeated = members + ["\"na\\u006de0\":1"]
        #expect(throws: JSONError.self) { try JSON(parsing: "{\(repeated.joined(separator: ","))}".utf8) }
        #expect(try JSON(parsing: #"[{"a":1},{"a":1,"b":{"a":1}}]"#.utf8).array?.count == 2)
    }

    @Test("values may be nested as deeply as the limit says")
    func depth() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array(repeating: UInt8(ascii: "["), count: depth) + Array(repeating: UInt8(ascii: "]"), count: depth)
        }
        #expect(try JSON(parsing: nested(64)) != .null)
        #expect(throws: JSONError(.tooDeep, at: 64)) { try JSON(parsing: nested(65)) }
        #expect(throws: JSONError(.tooDeep, at: 64)) { try JSON(parsing: nested(1_000_000)) }
        #expect(try JSON(parsing: nested(3), depthLimit: 3) == [[[]]])
        #expect(throws: JSONError(.tooDeep, at: 0)) { try JSON(parsing: "{}".utf8, depthLimit: 0) }
        let wide = "[" + Array(repeating: "{\"a\":[]}", count: 200).joined(separator: ",") + "]"
        #expect(try JSON(parsing: wide.utf8).array?.count == 200)
    }

    @Test("an error never quotes the text")
    func discretion() {
        #expect(JSONError(.repeatedName, at: 13).description == "a name that comes twice in one object, at byte 13")
    }
}
