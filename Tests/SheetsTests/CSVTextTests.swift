import Testing
import Vocabulary

@testable import Sheets

struct CSVTextTests {
    @Test(
        arguments: [
            (["a", "b"], "a,b\r\n"), (["", ""], ",\r\n"), ([""], "\r\n"), (["a,b"], "\"a,b\"\r\n"),
            (["say \"hi\""], "\"say \"\"hi\"\"\"\r\n"), (["two\nlines", "x"], "\"two\nlines\",x\r\n"),
            (["cr\rhere"], "\"cr\rhere\"\r\n"), ([" spaced "], " spaced \r\n"), (["Zoë 漢"], "Zoë 漢\r\n"),
        ] as [([String], String)])
    func `cells stand in quotation marks where RFC 4180 asks for them`(cells: [String], line: String) {
        #expect(String(decoding: CSVText.line(cells), as: UTF8.self) == line)
    }

    @Test(
        arguments: [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"), ("+1+1", "'+1+1"), ("-1+1", "'-1+1"),
            ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("+49301234", "'+49301234"),
            ("a=1", "a=1"), (" =1", " =1"), ("", ""), ("Ann", "Ann"), ("'quoted", "'quoted"),
            ("=\u{0301}1", "'=\u{0301}1"),
        ])
    func `no text is taken for a formula`(text: String, defused: String) {
        #expect(CSVText.defused(text) == defused)
    }

    @Test func `numbers and flags are what they are, texts and keys are defused`() {
        let row = SheetRow(
            key: "=key", changed: .first, isGone: false,
            cells: [.number(-5), .number(.decimal("1.50")), .text("-5"), .flag(true), .empty, .text("a,\"b\"")])
        #expect(
            String(decoding: CSVText.line(of: row), as: UTF8.self) == "'=key,-5,1.50,'-5,TRUE,,\"a,\"\"b\"\"\"\r\n")
    }
}
