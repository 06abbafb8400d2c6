import Ledger
import Postgres
import Vocabulary

/// What an examination has come to so far.
struct ExaminationNotes: Sendable {
    /// The log, as its tables say.
    struct Log: Sendable {
        var size: Int64
        var recordedAt: Timestamp
        /// How long ago the last checkpoint was signed.
        var checkpointAge: Duration?
        var partitionEnd: Int64
        var partitionSize: Int64
    }

    private(set) var findings: [Finding] = []
    private(set) var areas: Set<Finding.Area> = []
    /// Once it was read.
    var log: Log?

    mutating func add(_ finding: Finding) {
        findings.append(finding)
    }

    /// Looks at something. That it can't be looked at is a finding, and keeps nothing else from being looked at.
    mutating func look(at area: Finding.Area, _ body: () async throws -> [Finding]) async {
        do {
            findings += try await body()
            areas.insert(area)
        } catch {
            let reason = (error as? PostgresError)?.description ?? (error as? LedgerError)?.description
            add(
                Finding(
                    .warning, area, "This couldn't be looked at: \(reason ?? "\(type(of: error))").",
                    "Whether anything is wrong with it isn't known.",
                    mend:
                        "run daybook doctor with the DATABASE_URL that daybook serve has, or as the owner of the schema"
                ))
        }
    }
}
