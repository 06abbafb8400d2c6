/// The replica that reads go to, where one is configured.
struct ReplicaCheck: Sendable {
    /// Why it can't be reached; `nil` when it can.
    var complaint: String?
    /// How many events it has, and how many the primary; `nil` when one of them can't be read.
    var size: Int64?
    var primarySize: Int64?

    /// At a few thousand events a second, a few seconds.
    private static let patience: Int64 = 20_000

    var findings: [Finding] {
        if let complaint {
            return [
                Finding(
                    .error, .replication, "The database in DATABASE_READ_URL can't be reached: \(complaint)",
                    "Projections stand still, and what reads the ledger is answered 503.",
                    mend: "psql \"$DATABASE_READ_URL\" -c 'SELECT 1' says why; start it, or unset DATABASE_READ_URL")
            ]
        }
        guard let size, let primarySize, primarySize - size > Self.patience else { return [] }
        return [
            Finding(
                .warning, .replication,
                "The database in DATABASE_READ_URL is \(primarySize - size) events behind the primary.",
                "Projections and whatever reads the ledger are as far behind.",
                mend: "look at its disk and its network: SELECT * FROM pg_stat_replication on the primary")
        ]
    }
}
