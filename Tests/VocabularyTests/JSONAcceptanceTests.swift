import Testing
import Vocabulary

/// The texts are of the kinds that JSONTestSuite collects (<https://github.com/nst/JSONTestSuite>, `y_`, `n_` and `i_`).
struct JSONAcceptanceTests {
    @Test(
        "a valid text is read",
        arguments: [
            (#"[]"#, []), (#"[[]   ]"#, [[]]), (#"[""]"#, [""]), (" [1]\n\t\r ", [1]),
            (#"[null, 1, "1", {}]"#, [.null, 1, "1", [:]]),
            (#"{}"#, [:]), (#"{"":0}"#, ["": 0]), (#"{"a":[]}"#, ["a": []]),
            (#"{"a":"b","c":"d"}"#, ["a": "b", "c": "d"]),
            (#"{"foo\u0000bar": 42}"#, ["foo\0bar": 42]), ("42", 42), (#""asd""#, "asd"), ("true", true),
            ("false", false),
            ("null", .null), (#""""#, ""), (#"["a/*b*/c/*d//e"]"#, ["a/*b*/c/*d//e"]), (#"["\\a"]"#, [#"\a"#]),
            (#"["\"\\\/\b\f\n\r\t"]"#, ["\"\\/\u{8}\u{C}\n\r\t"]),
            (#"["\u0060\u012a\u12AB"]"#, ["\u{60}\u{12A}\u{12AB}"]),
            (#"["\uD801\udc37"]"#, ["\u{10437}"]), (#"["\ud83d\ude39\ud83d\udc8d"]"#, ["\u{1F639}\u{1F48D}"]),
            (#"["\uDBFF\uDFFF"]"#, ["\u{10FFFF}"]), (#"["\uFFFF"]"#, ["\u{FFFF}"]), (#"["\\u0000"]"#, [#"\u0000"#]),
            ("[\"\u{7F}\u{2028}\u{2029}\u{FEFF}\"]", ["\u{7F}\u{2028}\u{2029}\u{FEFF}"]),
            (#"["new\u00A0line"]"#, ["new\u{A0}line"]),
            ("[\"€𝄞\"]", ["€𝄞"]), (#"["\u0000"]"#, ["\0"]),
        ] as [(String, JSON)])
    func accepts(_ text: String, _ expected: JSON) throws {
        #expect(try JSON(parsing: text.utf8) == expected)
    }

    @Test(
        "a number is kept exactly as it was written",
        arguments: [
            ("0", 0), ("-1", -1), ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .decimal("9223372036854775808")),
            ("-9223372036854775809", .decimal("-9223372036854775809")),
            ("-0", .decimal("-0")), ("0e+1", .decimal("0e+1")), ("1E22", .decimal("1E22")), ("1.50", .decimal("1.50")),
            ("123.456e78", .decimal("123.456e78")), ("-0.000001E-2", .decimal("-0.000001E-2")),
            ("100000000000000000000", .decimal("100000000000000000000")),
        ] as [(String, JSON)])
    func numbers(_ text: String, _ expected: JSON) throws {
        #expect(try JSON(parsing: text.utf8) == expected)
        #expect(try JSON(parsing: "[\(text)]".utf8) == [expected])
        #expect(expected.serialized() == [UInt8](text.utf8))
        #expect(expected.text == text)
    }

    @Test("what isn't contiguous is read as well")
    func scattered() throws {
        #expect(try JSON(parsing: Array(#"{"a":"é"}"#.utf8).lazy.map { $0 }) == ["a": "é"])
    }
}
