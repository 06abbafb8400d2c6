import ArgumentParser
import Ledger
import MerkleLog
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// `daybook audit verify`
struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify the ledger: every event, tile, id, checkpoint and the head.",
        discussion: """
            Needs no master key, and changes nothing. Looks at one moment of the ledger, whatever is recorded meanwhile. Exit code 3
            when something was found; each finding names its place.

            What is only in the database can be rewritten as a whole by whoever owns it. Checkpoints that were kept elsewhere tell
            whether events were cut off at the end or the history was rewritten: give them with --checkpoint. The one that is kept
            beside DAYBOOK_SIGNING_KEY_FILE is always compared.

            With --since FILE only what was recorded since the last run is verified: that it continues what FILE says was verified,
            its events, tiles, ids and checkpoints, and the head. FILE is made by the first run, and replaced when nothing was
            found; keep it outside of the database. Such a run doesn't look at older rows, so it can't see that one was changed or
            removed, or an id added, after it was verified: run it with --full now and then, such as every week.

            Examples:
              daybook audit verify
              daybook audit verify --checkpoint kept/checkpoint-1048576 --checkpoint kept/checkpoint-2000000
              daybook audit verify --since /var/lib/daybook/verified
              daybook audit verify --since /var/lib/daybook/verified --full
            """)

    @Option(help: ArgumentHelp("A checkpoint that was kept outside of the database.", valueName: "file"))
    var checkpoint: [String] = []

    @Option(help: ArgumentHelp("Verify what was recorded since the run that wrote this file.", valueName: "file"))
    var since: String?

    @Flag(help: "Verify the whole ledger all the same, and compare it with the file of --since.")
    var full = false

    @Option(
        help: ArgumentHelp(
            "The key that checkpoints must be signed with, as `audit verifier-key` prints it.", valueName: "key"))
    var key: String?

    @Option(help: ArgumentHelp("How many connections read at a time (default: one for each core).", valueName: "count"))
    var workers = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...64).contains(workers) else { throw ValidationError("--workers is 1 to 64.") }
        guard !full || since != nil else {
            throw ValidationError("Without --since the whole ledger is verified anyway.")
        }
    }

    func run() async throws {
        let environment = Environment()
        let verifierKey =
            try key.map(Self.parse) ?? (environment.signingKeyFile == nil ? nil : environment.signer().verifierKey)
        // Before the ledger is looked at: what is signed meanwhile would be beyond what is seen.
        let kept = try checkpoint.map(File.read) + remembered(environment)
        let history = try since.flatMap { try File.exists($0) ? Self.history($0, key: verifierKey) : nil }
        let progress = ProgressLine("events")
        let workers = workers
        let isWhole = full
        let report = try await withPool(environment, size: workers, logger: environment.logger()) { pool in
            let verifier = LedgerVerifier(pool: pool, workers: workers)
            return try await verifier.verify(since: history, isWhole: isWhole, kept: kept, key: verifierKey) {
                progress.update(done: $0.done, total: $0.total)
            }
        }
        progress.finish()
        AuditVerifyOutput(report: report, format: output.output).show()
        if let since, let verified = report.verified {
            try File.replace(since, with: Array(try verified.text(origin: verifierKey?.name).utf8))
        }
        if !report.findings.isEmpty {
            let count = report.findings.count + report.omittedFindings
            let found = count == 1 ? "1 finding" : "\(count) findings"
            throw Failure(.findings, "\(found): the ledger isn't as it was written.")
        }
    }

    /// The last checkpoint that was signed here, unless another key is asked for.
    private func remembered(_ environment: Environment) throws -> [String] {
        guard key == nil, let file = environment.checkpointFile, File.exists(file) else { return [] }
        return [try File.read(file)].filter { !$0.isEmpty }
    }

    private static func history(_ file: String, key: NoteVerifierKey?) throws -> VerifiedHistory {
        do {
            return try VerifiedHistory(parsing: try File.read(file), origin: key?.name)
        } catch let error as LedgerError {
            throw Failure(.usage, "\(file): \(error.description). Remove it, and the whole ledger is verified.")
        }
    }

    private static func parse(_ text: String) throws -> NoteVerifierKey {
        do {
            return try NoteVerifierKey(parsing: text)
        } catch {
            throw Failure(.usage, "--key isn't a verifier key: \(error)")
        }
    }
}
