import Vocabulary

/// All that was found, worst first, and what was looked at.
struct DoctorReport: Sendable {
    let findings: [Finding]
    /// What was looked at.
    let areas: [Finding.Area]

    /// - Parameters:
    ///   - findings: in any order.
    ///   - areas: what could be looked at; an area that something was found in counts as well.
    init(_ findings: [Finding], areas: Set<Finding.Area>) {
        // Stable: what belongs together stays together.
        self.findings = Finding.Severity.allCases.flatMap { severity in findings.filter { $0.severity == severity } }
        let seen = areas.union(findings.map(\.area))
        self.areas = Finding.Area.allCases.filter(seen.contains)
    }

    /// What couldn't be looked at.
    var unseen: [Finding.Area] { Finding.Area.allCases.filter { !areas.contains($0) } }

    /// Whether there is nothing worse than a note.
    var isHealthy: Bool { findings.allSatisfy { $0.severity == .note } }

    /// For a person: each finding as what is wrong, what happens if it stays so, and the command that mends it.
    var text: String {
        var lines: [String] = []
        let width = Finding.Severity.allCases.map(\.rawValue.count).max() ?? 0
        let indent = String(repeating: " ", count: width + 2)
        for finding in findings {
            let word = finding.severity.rawValue.uppercased()
            lines.append(word + indent.dropFirst(word.count) + "\(finding.area): \(finding.problem)")
            lines.append(indent + finding.consequence)
            lines.append(indent + "mend: " + finding.remedy)
            lines.append("")
        }
        lines.append("looked at: \(areas.map(\.rawValue).joined(separator: ", "))")
        if !unseen.isEmpty { lines.append("not looked at: \(unseen.map(\.rawValue).joined(separator: ", "))") }
        lines.append(findings.isEmpty ? "Nothing is wrong." : summary)
        return lines.joined(separator: "\n")
    }

    /// How many findings of each severity there are, in words.
    var summary: String {
        Finding.Severity.allCases.compactMap { severity in
            let count = count(severity)
            return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }.joined(separator: ", ")
    }

    /// For a program.
    var json: JSON {
        [
            "findings": .array(findings.map(\.json)), "errors": .integer(Int64(count(.error))),
            "warnings": .integer(Int64(count(.warning))), "notes": .integer(Int64(count(.note))),
            "looked_at": .array(areas.map { .string($0.rawValue) }),
            "not_looked_at": .array(unseen.map { .string($0.rawValue) }),
        ]
    }

    private func count(_ severity: Finding.Severity) -> Int {
        findings.count { $0.severity == severity }
    }
}

extension Finding {
    var json: JSON {
        [
            "severity": .string(severity.rawValue), "area": .string(area.rawValue), "problem": .string(problem),
            "consequence": .string(consequence), "remedy": .string(remedy),
        ]
    }
}
