import Server
import Vocabulary

/// What became of a file that was imported.
struct ImportReport: Sendable {
    let file: String
    private(set) var tally = ImportTally()
    private let size: Int64?
    private let progress = ProgressLine("KiB")
    private var bytes: Int64 = 0

    /// How many problems are told of a file.
    private static let told = 100

    init(file: String, size: Int64?) {
        self.file = file
        self.size = size
    }

    /// Adds what a part of the file came to. Problems are told at once, on standard error.
    mutating func add(_ outcomes: [ImportRun.Outcome], notices: Int = 0, bytes count: Int) {
        bytes += Int64(count)
        tally.notices += notices
        for outcome in outcomes {
            tally.read += 1
            tally.recorded += outcome.recorded
            tally.present += outcome.present
            guard let problem = outcome.problem else { continue }
            tally.unreadable += 1
            if tally.unreadable <= Self.told { say("\(file):\(outcome.line): \(problem)") }
        }
        progress.update(
            done: bytes / 1024, total: (size ?? bytes) / 1024, note: "\(file): \(tally.read) read, ")
    }

    /// Ends the progress line, and tells of problems that weren't told.
    func finish() {
        progress.finish()
        if tally.unreadable > Self.told { say("\(file): \(tally.unreadable - Self.told) more problems") }
    }

    /// A row for each file.
    static func listing(of reports: [ImportReport], isTrial: Bool) -> Listing {
        var listing = Listing(
            "file", "read", isTrial ? "would_append" : "appended", "already_there", "notices", "unreadable")
        for report in reports {
            let tally = report.tally
            listing.add(
                .string(report.file), .integer(Int64(tally.read)), .integer(Int64(tally.recorded)),
                .integer(Int64(tally.present)), .integer(Int64(tally.notices)), .integer(Int64(tally.unreadable)))
        }
        return listing
    }
}
