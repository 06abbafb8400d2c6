import Cryptography
import ProjectionEngine
import Vocabulary

/// Prints what a rebuild has made of one projection.
struct RebuildOutput {
    let report: RebuildReport

    /// Prints all: as text, as one JSON array, or as a JSON object a line.
    static func show(_ reports: [RebuildReport], as format: OutputFormat) {
        let outputs = reports.map(RebuildOutput.init)
        switch format {
        case .table: for output in outputs { output.showTable() }
        case .json: JSON.array(outputs.map(\.json)).show()
        case .jsonl: for output in outputs { output.json.show() }
        }
    }

    private func showTable() {
        let seconds = report.elapsed / .seconds(1)
        let events = report.position.rawValue - report.start.rawValue
        let rate = seconds > 0 ? Int(Double(events) / seconds) : 0
        let origin = report.start == .first ? "" : ", gone on with from position \(report.start)"
        print(
            "\(report.projection): \(report.position) events in \((seconds * 100).rounded() / 100) s (\(rate) a second)\(origin), generation \(report.generation)"
        )
        for table in report.digests { print("  \(table.table): \(table.rows) rows, digest \(table.digest)") }
        if report.unreadable > 0 { print("  \(report.unreadable) events couldn't be read and were passed over") }
        if let kept = report.kept {
            print(
                "  the old tables are kept in schema \(kept). Run: daybook projections drop-kept \(report.projection)")
        }
    }

    private var json: JSON {
        [
            "projection": .string(report.projection), "version": .integer(Int64(report.version)),
            "generation": .integer(Int64(report.generation)), "position": .integer(report.position.rawValue),
            "start": .integer(report.start.rawValue), "unreadable": .integer(Int64(report.unreadable)),
            "milliseconds": .integer(Int64(report.elapsed / .milliseconds(1))),
            "kept": report.kept.map { .string($0) } ?? .null,
            "tables": .array(report.digests.map(Self.json)),
        ]
    }

    private static func json(_ digest: TableDigest) -> JSON {
        [
            "table": .string(digest.table), "rows": .integer(digest.rows), "digest": .string(digest.digest.hex),
        ]
    }
}
