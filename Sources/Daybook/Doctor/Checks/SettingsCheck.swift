/// Settings of the database that endanger what is promised: an acknowledged event is never lost, and never changed.
struct SettingsCheck: Sendable {
    /// By name, as `pg_settings` has them; a setting that can't be seen is left out.
    var settings: [String: String]

    /// Connections that one `daybook serve` opens: two pools of four, six for projections, one to append, one to listen, and one to
    /// spare for the command line.
    static let connectionsOfServer = 17

    var findings: [Finding] { durability + capacity }

    private func isOff(_ name: String) -> Bool { settings[name] == "off" }
    private func isOn(_ name: String) -> Bool { settings[name] == "on" }

    private static func set(_ name: String, _ value: String, restarts: Bool = false) -> String {
        let apply = restarts ? "restart PostgreSQL" : "psql \"$DATABASE_URL\" -c 'SELECT pg_reload_conf()'"
        return "psql \"$DATABASE_URL\" -c \"ALTER SYSTEM SET \(name) = '\(value)'\", then \(apply)"
    }

    private var durability: [Finding] {
        var findings: [Finding] = []
        func add(_ severity: Finding.Severity, _ problem: String, _ consequence: String, mend: String) {
            findings.append(Finding(severity, .durability, problem, consequence, mend: mend))
        }
        if isOff("fsync") {
            add(
                .error, "fsync is off.",
                "When the database's machine fails, acknowledged events and the database are lost.",
                mend: Self.set("fsync", "on"))
        }
        if isOff("full_page_writes") {
            add(
                .error, "full_page_writes is off.",
                "When the database's machine fails, pages may be torn beyond repair.",
                mend: Self.set("full_page_writes", "on"))
        }
        if let commit = settings["synchronous_commit"], ["off", "local"].contains(commit) {
            add(
                .warning, "synchronous_commit is \(commit).",
                "Daybook commits its events as if it were on; what others write here may be lost in a crash.",
                mend: Self.set("synchronous_commit", "on"))
        }
        if isOff("data_checksums") {
            add(
                .warning, "The database has no data checksums.",
                "What the disk changes by mistake is found by daybook audit verify only, and not before it is replicated.",
                mend: "pg_checksums --enable -D DATA_DIRECTORY (while PostgreSQL is stopped)")
        }
        if isOn("zero_damaged_pages") || isOn("ignore_checksum_failure") {
            add(
                .error, "zero_damaged_pages or ignore_checksum_failure is on.",
                "Damaged pages are read as empty or as they are: events vanish without an error.",
                mend: Self.set(isOn("zero_damaged_pages") ? "zero_damaged_pages" : "ignore_checksum_failure", "off"))
        }
        if settings["wal_level"] == "minimal" {
            add(
                .warning, "wal_level is minimal.",
                "Neither a standby nor a backup up to the last event (WAL archiving) is possible.",
                mend: Self.set("wal_level", "replica", restarts: true))
        }
        return findings
    }

    private var capacity: [Finding] {
        var findings: [Finding] = []
        if let maximum = settings["max_connections"].flatMap({ Int($0) }) {
            let free = maximum - (settings["superuser_reserved_connections"].flatMap { Int($0) } ?? 3)
            if free < 2 * Self.connectionsOfServer {
                findings.append(
                    Finding(
                        free < Self.connectionsOfServer ? .error : .warning, .database,
                        "max_connections leaves \(free) connections; one daybook serve opens up to \(Self.connectionsOfServer).",
                        free < Self.connectionsOfServer
                            ? "Under load the server runs out of connections and answers 503."
                            : "A second server, as in a rolling upgrade, runs out of connections.",
                        mend: Self.set("max_connections", "100", restarts: true)))
            }
        }
        if settings["idle_in_transaction_session_timeout"] == "0" {
            findings.append(
                Finding(
                    .note, .database, "idle_in_transaction_session_timeout is off.",
                    "Somebody's forgotten transaction that locked the ledger's head would hold up all appends.",
                    mend: Self.set("idle_in_transaction_session_timeout", "10min")))
        }
        if isOff("autovacuum") {
            findings.append(
                Finding(
                    .warning, .database, "autovacuum is off.",
                    "The head's row and the projections bloat, and queries get slower by the day.",
                    mend: Self.set("autovacuum", "on")))
        }
        if let encoding = settings["server_encoding"], encoding != "UTF8" {
            findings.append(
                Finding(
                    .error, .database, "The database's encoding is \(encoding).",
                    "Messages in other scripts can't be stored in the projections.",
                    mend: "make a database with ENCODING 'UTF8', and move the ledger there with pg_dump and pg_restore")
            )
        }
        return findings
    }
}
