import ArgumentParser
import Cryptography
import Ledger
import MerkleLog
import Vocabulary

/// `daybook audit verify`
struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify the whole ledger: every event, tile, id, checkpoint and the head.",
        discussion: """
            Needs no master key. With checkpoints that were kept outside of the database it also tells whether events were cut off
            at the end, or the whole history was rewritten. Exit code 3 when something was found.

            Examples:
              daybook audit verify
              daybook audit verify --checkpoint kept/checkpoint-1048576 --checkpoint kept/checkpoint-2000000
            """)

    @Option(help: ArgumentHelp("A checkpoint that was kept outside of the database.", valueName: "file"))
    var checkpoint: [String] = []

    @Option(
        help: ArgumentHelp(
            "The key that checkpoints must be signed with, as `audit verifier-key` prints it.", valueName: "key"))
    var key: String?

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let environment = Environment()
        let kept = try checkpoint.map(File.read)
        let verifierKey =
            try key.map(Self.parse) ?? (environment.signingKeyFile == nil ? nil : environment.signer().verifierKey)
        let progress = ProgressLine("events")
        let report = try await withPool(environment, logger: environment.logger()) { pool in
            try await LedgerVerifier(pool: pool).verify(kept: kept, key: verifierKey) {
                progress.update(done: $0.done, total: $0.total)
            }
        }
        progress.finish()
        show(report)
        if !report.findings.isEmpty {
            let count = report.findings.count + report.omittedFindings
            let found = count == 1 ? "1 finding" : "\(count) findings"
            throw Failure(.findings, "\(found): the ledger isn't as it was written.")
        }
    }

    private func show(_ report: VerificationReport) {
        switch output.output {
        case .table:
            for finding in report.findings { print("FOUND  \(finding)") }
            if report.omittedFindings > 0 { print("FOUND  \(report.omittedFindings) more") }
            print(
                "\(report.events) events, \(report.tiles) tiles, \(report.checkpoints) checkpoints, root \(report.root.root.base64)"
            )
            if report.findings.isEmpty { print("Everything is as it was written.") }
        case .json:
            print(String(decoding: json(report).serialized(), as: UTF8.self))
        case .jsonl:
            for finding in report.findings {
                print(String(decoding: json(finding).serialized(), as: UTF8.self))
            }
        }
    }

    private func json(_ report: VerificationReport) -> JSON {
        [
            "events": .integer(report.events), "tiles": .integer(Int64(report.tiles)),
            "checkpoints": .integer(Int64(report.checkpoints)), "root": .string(report.root.root.base64),
            "findings": .array(report.findings.map(json)), "omitted_findings": .integer(Int64(report.omittedFindings)),
        ]
    }

    private func json(_ finding: VerificationReport.Finding) -> JSON {
        ["place": .string(finding.place.description), "problem": .string(finding.problem)]
    }

    private static func parse(_ text: String) throws -> NoteVerifierKey {
        do {
            return try NoteVerifierKey(parsing: text)
        } catch {
            throw Failure(.usage, "--key isn't a verifier key: \(error)")
        }
    }
}
