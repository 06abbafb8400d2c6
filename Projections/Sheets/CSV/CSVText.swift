/// Rows as comma-separated values (RFC 4180): lines end with CR LF, and a cell with a comma, a quotation mark or a line break
/// stands in quotation marks, in which its own are doubled. UTF-8, without a byte order mark.
///
/// A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` (or with a tab or CR before it) for a formula, which may reach
/// into the network or run programs; and what contacts call themselves is up to them. Such a text gets an apostrophe in front, by
/// which spreadsheets know text (OWASP, *CSV Injection*). It is the price that a phone number reads `'+49…` in other programs.
/// Numbers and flags are what they are.
package enum CSVText {
    /// The line of a sheet's columns.
    package static func header(of sheet: Sheet) -> [UInt8] {
        line(sheet.columns)
    }

    /// The line of a row.
    package static func line(of row: SheetRow) -> [UInt8] {
        line([defused(row.key)] + row.cells.map(text))
    }

    private static func text(_ cell: SheetCell) -> String {
        if case .text(let text) = cell { return defused(text) }
        return cell.description
    }

    static func defused(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return text }
        return "'" + text
    }

    static func line(_ cells: [String]) -> [UInt8] {
        var line: [UInt8] = []
        for (place, cell) in cells.enumerated() {
            if place > 0 { line.append(UInt8(ascii: ",")) }
            append(cell, to: &line)
        }
        line.append(contentsOf: "\r\n".utf8)
        return line
    }

    private static func append(_ cell: String, to line: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        guard cell.utf8.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D }) else {
            line.append(contentsOf: cell.utf8)
            return
        }
        line.append(quote)
        for byte in cell.utf8 {
            if byte == quote { line.append(quote) }
            line.append(byte)
        }
        line.append(quote)
    }
}
