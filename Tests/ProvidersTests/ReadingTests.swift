import Testing
import Vocabulary

@testable import Providers

struct ReadingTests {
    @Test(
        "a phone number is read when it can only be one",
        arguments: [
            ("+447700900118", "+447700900118"), ("+44 7700 900-118", "+447700900118"),
            ("+1 (212) 555-0143", "+12125550143"),
            ("00447700900118", "+447700900118"), ("447700900118", "+447700900118"), ("+1234567", "+1234567"),
            ("12125550143", "+12125550143"),
            ("+123456789012345", "+123456789012345"), ("2125550143", nil), ("07700900118", nil), ("+123456", nil),
            ("+1234567890123456", nil),
            ("+0123456789", nil), ("", nil), ("+", nil), ("ext. 12", nil), ("44+7700900118", nil),
            ("++447700900118", nil), ("٤٤٧٧٠٠٩٠٠١١٨", nil),
            ("US.13491208655302741918", nil), ("ada@example.org", nil),
        ] as [(String, String?)])
    func phones(_ text: String, _ expected: String?) {
        #expect(PhoneNumber(text)?.e164 == expected)
    }

    @Test(
        "an e-mail address has one @ with something around it",
        arguments: [
            ("Ada@Example.ORG", "ada@example.org"), ("a@b", "a@b"), ("a+b@c.example", "a+b@c.example"), ("a@@b", nil),
            ("@b", nil), ("a@", nil),
            ("a b@c", nil), ("", nil), ("n/a", nil), ("a@b@c", nil),
        ] as [(String, String?)])
    func emails(_ text: String, _ expected: String?) {
        #expect(EmailAddress(text)?.address == expected)
    }

    @Test(
        "a form is decoded strictly",
        arguments: [
            ("a=1&b=2", [("a", "1"), ("b", "2")]), ("a=%20+%2B", [("a", "  +")]), ("a", [("a", "")]),
            ("a=", [("a", "")]), ("=b", [("", "b")]),
            ("a=b=c", [("a", "b=c")]), ("&&a=1&", [("a", "1")]), ("", []), ("a=%E2%82%ac", [("a", "€")]),
            ("%61=%31", [("a", "1")]),
            ("a=%", nil), ("a=%4", nil), ("a=%4g", nil), ("a=%%41", nil), ("%a=1", nil),
        ] as [(String, [(String, String)]?)])
    func forms(_ text: String, _ expected: [(String, String)]?) {
        let form = FormFields(text.utf8)
        #expect((form == nil) == (expected == nil))
        for (field, (name, value)) in zip(form?.fields ?? [], expected ?? []) {
            #expect(form?.bytes[field.name].elementsEqual(name.utf8) == true)
            #expect(form?.bytes[field.value].elementsEqual(value.utf8) == true)
        }
        #expect(form?.fields.count == expected?.count)
    }

    @Test(
        "Twilio may sign a URL with its port or without",
        arguments: [
            ("https://e.x/a?b=1", ["https://e.x/a?b=1", "https://e.x:443/a?b=1"]),
            ("http://e.x", ["http://e.x", "http://e.x:80"]),
            ("https://e.x:443/a", ["https://e.x:443/a", "https://e.x/a"]),
            ("https://e.x:8443?a=:1", ["https://e.x:8443?a=:1", "https://e.x?a=:1"]),
            ("https://[::1]/a:b", ["https://[::1]/a:b", "https://[::1]:443/a:b"]),
            ("https://[::1]:444/", ["https://[::1]:444/", "https://[::1]/"]),
            ("/relative", ["/relative"]), ("", [""]),
        ])
    func spellings(_ url: String, _ expected: [String]) {
        #expect(TwilioURL(text: url).spellings == expected)
    }

    @Test(
        "the query of a URL is found",
        arguments: [
            ("https://e.x/a?b=1", "b=1"), ("https://e.x/a?b=1#c?d", "b=1"), ("https://e.x/a#c?d", ""),
            ("https://e.x", ""), ("https://e.x?", ""),
            ("https://e.x?a?b", "a?b"),
        ])
    func queries(_ url: String, _ query: String) {
        #expect(String(TwilioURL(text: url).query) == query)
    }

    @Test func `a header is found by its name in any case`() {
        var headers: HeaderFields = ["Content-Type": "a", "X": "1"]
        headers.append("x", "2")
        #expect(headers["content-TYPE"] == "a")
        #expect(headers["x"] == "1")
        #expect(headers["y"] == nil)
        #expect(headers["Content_Type"] == nil)
        #expect(HeaderFields(dictionaryLiteral: ("@", "1"))["`"] == nil)
    }
}
