import MerkleLog
import Testing

struct MalformedNoteTests {
    private static let text = PublishedNotes.text
    private static let line = PublishedNotes.peterSignature

    @Test(
        arguments: [
            ("nothing", ""),
            ("only newlines", "\n\n"),
            ("no signatures", text),
            ("no signature lines", text + "\n"),
            ("no empty line", text + line),
            ("no text", "\n" + line),
            ("no final newline", text + "\n" + line.dropLast()),
            ("an empty line after the signatures", text + "\n" + line + "\n"),
            ("a line that isn't a signature", text + "\n" + line + "Unexpected line.\n"),
            ("a line that isn't a signature first", text + "\n" + "Unexpected line.\n" + line),
            ("a signature twice", text + "\n" + line + line),
            ("two signatures by one key", text + "\n" + line + "— PeterNeumann x08gowE=\n"),
            ("a control character", "\u{01}" + text + "\n" + line),
            ("a tab", "a\tb\n\n" + line),
            ("carriage returns", "a\r\n\r\n" + line),
            ("a carriage return after a signature", text + "\n" + line.dropLast() + "\r\n"),
            ("a hyphen for the dash", text + "\n" + "-" + line.dropFirst()),
            ("an en dash", text + "\n" + "–" + line.dropFirst()),
            ("no space after the dash", text + "\n" + "—" + line.dropFirst(2)),
            ("two spaces after the dash", text + "\n" + "—  " + line.dropFirst(2)),
            ("a name with a space", text + "\n" + "— Bad Name x08gowE=\n"),
            ("a name with a no-break space", text + "\n" + "— Bad\u{A0}Name x08gowE=\n"),
            ("a name with a plus sign", text + "\n" + "— Bad+Name x08gowE=\n"),
            ("an empty name", text + "\n" + "—  x08gowE=\n"),
            ("a name alone", text + "\n" + "— PeterNeumann\n"),
            ("no signature", text + "\n" + "— PeterNeumann \n"),
            ("a space after the signature", text + "\n" + line.dropLast() + " \n"),
            ("a key id alone", text + "\n" + "— PeterNeumann x08gow==\n"),
            ("less than a key id", text + "\n" + "— PeterNeumann x08g\n"),
            ("base64 without padding", text + "\n" + "— PeterNeumann x08gowE\n"),
            ("base64 with bits to spare", text + "\n" + "— PeterNeumann x08gowF=\n"),
            ("base64 of the other alphabet", text + "\n" + line.map { $0 == "/" ? "_" : String($0) }.joined()),
        ] as [(String, String)])
    func `a note in another form is refused`(what: String, note: String) {
        expectError(.malformedNote, "\(what)") { try SignedNote(parsing: note) }
    }

    @Test func `bytes that aren't UTF-8 are refused`() {
        for bad in [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x80]] as [[UInt8]] {
            expectError(.malformedNote) { try SignedNote(parsing: bad + Array((Self.text + "\n" + Self.line).utf8)) }
        }
    }
}
