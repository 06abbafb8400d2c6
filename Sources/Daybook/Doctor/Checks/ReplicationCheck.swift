/// The database's standbys, and whether it is one itself.
struct ReplicationCheck: Sendable {
    struct Standby: Sendable {
        var name: String
        /// `sync`, `quorum`, `potential` or `async`; `nil` when we may not see it.
        var mode: String?
        /// Bytes of WAL that it has yet to write to its disk; `nil` when that can't be seen.
        var lag: Int64?
    }

    /// A replication slot that nobody uses, and the bytes of WAL that are kept for it.
    struct IdleSlot: Sendable {
        var name: String
        var kept: Int64
    }

    var isStandby: Bool
    var synchronousNames: String
    var archives: Bool
    var standbys: [Standby]
    var idleSlots: [IdleSlot]

    private static let mebibyte: Int64 = 1 << 20

    var findings: [Finding] {
        if isStandby { return [standbyFinding] }
        return synchronous + lagging + idleSlots.filter { $0.kept > 1024 * Self.mebibyte }.map(idle) + unprotected
    }

    private var standbyFinding: Finding {
        Finding(
            .error, .replication, "DATABASE_URL leads to a standby, which takes no events.",
            "Every webhook is answered 503.",
            mend: "name all hosts in DATABASE_URL, with target_session_attrs=read-write: "
                + "postgres://daybook@db1,db2/daybook?target_session_attrs=read-write")
    }

    private var synchronous: [Finding] {
        guard !synchronousNames.isEmpty, standbys.allSatisfy({ $0.mode == "async" || $0.mode == "potential" }) else {
            return []
        }
        return [
            Finding(
                .error, .replication,
                "synchronous_standby_names is \"\(synchronousNames)\", and no synchronous standby is connected.",
                "Every commit waits for one: appends don't return, and webhooks are answered 503.",
                mend: "start the standby, or go on without it: psql \"$DATABASE_URL\" "
                    + "-c \"ALTER SYSTEM SET synchronous_standby_names = ''\" -c 'SELECT pg_reload_conf()'")
        ]
    }

    private var lagging: [Finding] {
        standbys.compactMap { standby in
            guard let lag = standby.lag, lag > 64 * Self.mebibyte else { return nil }
            return Finding(
                .warning, .replication, "The standby \(standby.name) is \(lag / Self.mebibyte) MiB behind.",
                "If the primary is lost now, so is what the standby doesn't have.",
                mend: "look at its disk and its network: SELECT * FROM pg_stat_replication")
        }
    }

    private func idle(_ slot: IdleSlot) -> Finding {
        Finding(
            .warning, .replication,
            "Nobody reads the replication slot \(slot.name), for which \(slot.kept / Self.mebibyte) MiB are kept.",
            "The database keeps everything for it until the disk is full.",
            mend: "start its standby, or: psql \"$DATABASE_URL\" -c \"SELECT pg_drop_replication_slot('\(slot.name)')\""
        )
    }

    private var unprotected: [Finding] {
        guard standbys.isEmpty, !archives, synchronousNames.isEmpty else { return [] }
        return [
            Finding(
                .note, .replication, "There is no standby, and WAL isn't archived.",
                "If the database's disk is lost, so is what came after the last backup.",
                mend: "set up a standby, or archive_mode and archive_command (README, Operations)")
        ]
    }
}
