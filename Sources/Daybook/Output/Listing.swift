import ArgumentParser
import Vocabulary

/// How a list is printed: a table for a person, the others for programs.
enum ListFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, jsonl, csv
}

/// The option of a command that prints a list.
struct ListOptions: ParsableArguments {
    @Option(help: "How to print: table, json, jsonl or csv.")
    var output: ListFormat = .table
}

/// Rows of one form. Their names are the members of JSON, the header of CSV and, in capitals, that of a table.
struct Listing {
    private let columns: [String]
    private var rows: [[JSON]] = []

    init(_ columns: String...) {
        self.columns = columns
    }

    /// Adds a row: a string, number, flag or null for each column.
    mutating func add(_ cells: JSON...) {
        rows.append(cells)
    }

    /// The lines to print.
    func lines(as format: ListFormat) -> [String] {
        switch format {
        case .table:
            var table = Table(columns.map { $0.uppercased().replacing("_", with: " ") })
            for row in rows { table.add(row.map { Self.text($0) ?? "-" }) }
            return [table.text]
        case .json: return [Self.serialized(.array(rows.map(json)))]
        case .jsonl: return rows.map { Self.serialized(json($0)) }
        case .csv:
            return ([columns] + rows.map { $0.map { Self.text($0) ?? "" } }).map { cells in
                cells.map(Self.quoted).joined(separator: ",") + "\r"
            }
        }
    }

    /// Prints it on standard output.
    func show(as format: ListFormat) {
        for line in lines(as: format) { print(line) }
    }

    private func json(_ row: [JSON]) -> JSON {
        .object(JSONObject(Array(zip(columns, row))))
    }

    private static func serialized(_ json: JSON) -> String {
        String(decoding: json.serialized(), as: UTF8.self)
    }

    private static func text(_ cell: JSON) -> String? {
        switch cell {
        case .null: nil
        case .bool(let flag): flag ? "yes" : "no"
        default: cell.text ?? serialized(cell)
        }
    }

    /// A cell as RFC 4180 has it.
    private static func quoted(_ cell: String) -> String {
        guard cell.contains(where: { ",\"\r\n".contains($0) || $0 == "\r\n" }) else { return cell }
        return "\"\(cell.replacing("\"", with: "\"\""))\""
    }
}
