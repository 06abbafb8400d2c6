import Cryptography
import Ledger
import MerkleLog
import Vocabulary

/// Prints what a verification found.
struct AuditVerifyOutput {
    let report: VerificationReport
    let format: OutputFormat

    func show() {
        switch format {
        case .table:
            for finding in report.findings { print("FOUND  \(finding)") }
            if report.omittedFindings > 0 { print("FOUND  \(report.omittedFindings) more") }
            print(
                "\(report.events) events\(since), \(report.tiles) tiles, \(report.checkpoints) checkpoints, root \(report.root.root.base64)"
            )
            if report.findings.isEmpty { print(verdict) }
        case .json:
            print(String(decoding: json.serialized(), as: UTF8.self))
        case .jsonl:
            for finding in report.findings {
                print(String(decoding: Self.json(finding).serialized(), as: UTF8.self))
            }
        }
    }

    private var isWhole: Bool { report.first == .first }
    private var since: String { isWhole ? "" : " from \(report.first) on" }

    private var verdict: String {
        isWhole
            ? "Everything is as it was written."
            : "What was recorded since is as it was written, and continues what was verified before."
    }

    private var json: JSON {
        [
            "first": .integer(report.first.rawValue), "events": .integer(report.events),
            "tiles": .integer(Int64(report.tiles)), "checkpoints": .integer(Int64(report.checkpoints)),
            "size": .integer(report.root.size), "root": .string(report.root.root.base64),
            "findings": .array(report.findings.map(Self.json)),
            "omitted_findings": .integer(Int64(report.omittedFindings)),
        ]
    }

    private static func json(_ finding: VerificationReport.Finding) -> JSON {
        var members: JSONObject = [
            "place": .string(finding.place.description), "problem": .string(finding.problem),
        ]
        switch finding.place {
        case .event(let position), .id(let position): members["position"] = .integer(position.rawValue)
        case .tile(let coordinate): members["tile"] = .string(coordinate.path)
        case .checkpoint(let size): members["size"] = .integer(size)
        case .head: break
        }
        return .object(members)
    }
}
