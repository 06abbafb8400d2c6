import ArgumentParser
import Ledger
import Providers
import Server
import Vocabulary

/// What every `daybook import` takes.
struct ImportOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The files; - for standard input.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("The tenant whose messages they are.", valueName: "tenant"))
    var tenant = TenantID.default

    @Flag(help: "Read all of it and compare it with the ledger, but record nothing.")
    var dryRun = false

    @OptionGroup var output: ListOptions

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("Name a file, or - for standard input.") }
        guard files.count(where: { $0 == "-" }) < 2 else {
            throw ValidationError("Standard input can be read once.")
        }
    }

    /// Imports files that are read while they are recorded.
    func run(_ format: @escaping @Sendable () -> any ImportFormat) async throws {
        try await run { file, run, report in
            var format = format()
            var isAtEnd = false
            while !isAtEnd {
                let bytes = try file.next()
                isAtEnd = bytes.isEmpty
                let items = isAtEnd ? format.finish() : format.feed(bytes)
                report.add(try await run.take(items), bytes: bytes.count)
            }
        }
    }

    /// Imports files one after the other, each by `body`.
    func run(
        _ body: @escaping @Sendable (_ file: borrowing InputFile, ImportRun, inout ImportReport) async throws -> Void
    ) async throws {
        let environment = Environment()
        let (files, tenant, isTrial) = (files, tenant, dryRun)
        let reports = try await withLedger(environment, logger: environment.logger()) { ledger in
            let run = ImportRun(ledger: ledger, tenant: tenant, isTrial: isTrial)
            var reports: [ImportReport] = []
            for path in files {
                let file = try InputFile(path)
                var report = ImportReport(file: file.name, size: file.size)
                defer { report.finish() }
                try await body(file, run, &report)
                reports.append(report)
            }
            return reports
        }
        ImportReport.listing(of: reports, isTrial: isTrial).show(as: output.output)
        let unreadable = reports.reduce(0) { $0 + $1.tally.unreadable }
        if unreadable > 0 {
            throw Failure(.findings, "\(unreadable) could not be imported: see above. The others were.")
        }
    }
}
