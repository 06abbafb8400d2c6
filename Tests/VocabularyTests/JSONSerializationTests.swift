import Testing
import Vocabulary

/// Canonical forms are checked with the examples of RFC 8785 and of its authors' test data
/// (<https://github.com/cyberphone/json-canonicalization>).
struct JSONSerializationTests {
    @Test("a string is escaped as RFC 8785 §3.2.2 has it")
    func strings() throws {
        let source = #"{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}"#
        let canonical = #"{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
        #expect(try JSON(parsing: source.utf8).canonical() == [UInt8](canonical.utf8))
    }

    @Test("control characters have their shortest escape, and only they")
    func controlCharacters() {
        let text = String(
            String.UnicodeScalarView((0...0x20).compactMap(Unicode.Scalar.init) + ["\u{7F}", "\u{80}", "\u{2028}"]))
        let escaped =
            #"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015"#
            + #"\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f "# + "\u{7F}\u{80}\u{2028}"
        #expect(String(decoding: JSON.string(text).serialized(), as: UTF8.self) == "\"\(escaped)\"")
    }

    @Test("members are sorted by UTF-16 code units (RFC 8785 §3.2.3)")
    func sorting() throws {
        let source = #"""
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
             "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """#
        let canonical =
            #"{"\r":"Carriage Return","1":"One","# + "\"\u{80}\":\"Control\","
            + #""ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","#
            + "\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}"
        #expect(try JSON(parsing: source.utf8).canonical() == [UInt8](canonical.utf8))
    }

    @Test(
        "nothing but the order changes",
        arguments: [
            (
                #"{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}"#,
                #"{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}"#
            ),
            ("{\"Unnormalized Unicode\":\"A\\u030a\"}", "{\"Unnormalized Unicode\":\"A\u{30A}\"}"),
            (
                #"{"1":{"f":{"f":"hi","F":5},"\n":56},"10":{},"":"empty","a":{},"111":[{"e":"yes","E":"no"}],"A":{}}"#,
                #"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}"#
            ), (#"[56,{"d":true,"10":null,"1":[]}]"#, #"[56,{"1":[],"10":null,"d":true}]"#),
            (#"{"ab":1,"a":2,"abc":3,"":4}"#, #"{"":4,"a":2,"ab":1,"abc":3}"#),
            (
                #"{"\ue000":1,"\ud800\udc00":2,"\ud7ff":3,"x\uffff":4,"x\ud83d\ude00":5}"#,
                "{\"x😀\":5,\"x\u{FFFF}\":4,\"\u{D7FF}\":3,\"\u{10000}\":2,\"\u{E000}\":1}"
            ),
        ])
    func order(_ source: String, _ canonical: String) throws {
        let value = try JSON(parsing: source.utf8)
        #expect(String(decoding: try value.canonical(), as: UTF8.self).utf8.elementsEqual(canonical.utf8))
    }

    @Test("numbers that RFC 8785 would round have no canonical form")
    func numbers() throws {
        #expect(try JSON.integer(9_007_199_254_740_991).canonical() == [UInt8]("9007199254740991".utf8))
        #expect(try JSON.integer(-9_007_199_254_740_991).canonical() == [UInt8]("-9007199254740991".utf8))
        for value: JSON in [
            9_007_199_254_740_992, -9_007_199_254_740_992, .decimal("1.5"), .decimal("1e3"), .decimal("-0"),
        ] {
            #expect(throws: JSONError(.noCanonicalForm, at: 0)) { try value.canonical() }
            #expect(throws: JSONError(.noCanonicalForm, at: 0)) { try JSON.object(["a": [value]]).canonical() }
        }
    }

    @Test("members are written in their own order unless canonical")
    func ownOrder() throws {
        let object: JSON = ["b": 1, "a": [.null, true, .decimal("1.50")], "": [:]]
        #expect(object.serialized() == [UInt8](#"{"b":1,"a":[null,true,1.50],"":{}}"#.utf8))
    }
}
