import Cryptography
import ProjectionEngine
import Vocabulary

/// Prints what a verification has found of one projection.
struct VerificationOutput {
    let report: ProjectionVerification.Report

    /// Prints all: as text, as one JSON array, or as a JSON object a line.
    static func show(_ reports: [ProjectionVerification.Report], as format: OutputFormat) {
        let outputs = reports.map(VerificationOutput.init)
        switch format {
        case .table: for output in outputs { output.showTable() }
        case .json: JSON.array(outputs.map(\.json)).show()
        case .jsonl: for output in outputs { output.json.show() }
        }
    }

    private func showTable() {
        for table in report.tables where !table.isEqual {
            for difference in table.differences {
                print("FOUND  \(table.table) \(Self.text(of: difference.key)): \(Self.words(for: difference.nature))")
            }
            let more = table.differing - Int64(table.differences.count)
            if more > 0 { print("FOUND  \(table.table): \(more) more") }
        }
        let verdict = report.isEqual ? "everything is as the ledger makes it" : "not what the ledger makes"
        print("\(report.projection): \(report.position) events, \(verdict)")
        for table in report.tables {
            print("  \(table.table): \(table.live.rows) rows, digest \(table.live.digest)")
            if !table.isEqual {
                print("    the ledger makes \(table.rebuilt.rows) rows, digest \(table.rebuilt.digest)")
            }
        }
    }

    private static func text(of key: [TableComparison.Cell]) -> String {
        key.map { "\($0.column)=\($0.value)" }.joined(separator: " ")
    }

    private static func words(for nature: TableComparison.Difference.Nature) -> String {
        switch nature {
        case .missing: "the row is missing"
        case .surplus: "the ledger makes no such row"
        case .changed: "the row isn't what the ledger makes"
        }
    }

    private var json: JSON {
        [
            "projection": .string(report.projection), "position": .integer(report.position.rawValue),
            "equal": .bool(report.isEqual), "unreadable": .integer(Int64(report.unreadable)),
            "tables": .array(report.tables.map(Self.json)),
        ]
    }

    private static func json(_ table: TableComparison) -> JSON {
        [
            "table": .string(table.table), "equal": .bool(table.isEqual), "rows": .integer(table.live.rows),
            "digest": .string(table.live.digest.hex), "rebuilt_rows": .integer(table.rebuilt.rows),
            "rebuilt_digest": .string(table.rebuilt.digest.hex), "differing": .integer(table.differing),
            "differences": .array(table.differences.map(json)),
        ]
    }

    private static func json(_ difference: TableComparison.Difference) -> JSON {
        let key = JSONObject(difference.key.map { ($0.column, JSON.string($0.value)) })
        return ["key": .object(key), "nature": .string(difference.nature.rawValue)]
    }
}
