import Ledger
import Postgres
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// Looks at the database server: its settings, its standbys, its disk, its clock.
struct ServerExamination: Sendable {
    let connection: PostgresConnection

    private static let settings = [
        "archive_mode", "autovacuum", "data_checksums", "data_directory", "fsync", "full_page_writes",
        "idle_in_transaction_session_timeout", "ignore_checksum_failure", "max_connections", "server_encoding",
        "superuser_reserved_connections", "synchronous_commit", "synchronous_standby_names", "wal_level",
        "zero_damaged_pages",
    ]

    private struct Session: Sendable {
        var isStandby: Bool
        var isOnThisMachine: Bool
        var databaseSize: Int64
        var clock: ClockCheck
    }

    func run(_ notes: inout ExaminationNotes) async {
        var settings: [String: String] = [:]
        await notes.look(at: .durability) {
            settings = try await readSettings()
            return SettingsCheck(settings: settings).findings
        }
        var session: Session?
        await notes.look(at: .database) {
            let found = try await readSession()
            session = found
            return []
        }
        guard let session else { return }
        await notes.look(at: .clock) { session.clock.findings }
        await notes.look(at: .replication) {
            try await readReplication(isStandby: session.isStandby, settings).findings
        }
        await notes.look(at: .disk) {
            let directory = session.isOnThisMachine ? settings["data_directory"] : nil
            return DiskCheck(databaseSize: session.databaseSize, room: directory.flatMap(Self.room)).findings
        }
    }

    private func readSettings() async throws -> [String: String] {
        let rows = try await connection.query(PostgresQuery(sql: PackageResources.doctor_settings_sql, Self.settings))
        return Dictionary(try rows.decode(String.self, String.self).map { ($0.0, $0.1) }) { first, _ in first }
    }

    private func readSession() async throws -> Session? {
        let query = PostgresQuery(sql: PackageResources.doctor_session_sql)
        // The first time the statement is planned, which would count as the way.
        _ = try await connection.query(query)
        let start = ContinuousClock.now
        let before = Timestamp.now()
        let rows = try await connection.query(query)
        let roundTrip = start.duration(to: .now)
        return try rows.decode(String.self, Bool.self, Timestamp.self, Bool.self, Int64.self).first.map { row in
            let middle = before.advanced(by: roundTrip / 2)
            let ahead = Duration.microseconds(middle.microseconds - row.2.microseconds)
            return Session(
                isStandby: row.1, isOnThisMachine: row.3, databaseSize: row.4,
                clock: ClockCheck(ahead: ahead, roundTrip: roundTrip))
        }
    }

    private func readReplication(isStandby: Bool, _ settings: [String: String]) async throws -> ReplicationCheck {
        var check = ReplicationCheck(
            isStandby: isStandby, synchronousNames: settings["synchronous_standby_names"] ?? "",
            archives: ["on", "always"].contains(settings["archive_mode"]), standbys: [], idleSlots: [])
        // What a standby has of its own log can't be asked in these words, and doesn't matter here.
        guard !isStandby else { return check }
        let standbys = try await connection.query(PostgresQuery(sql: PackageResources.doctor_standbys_sql))
        check.standbys = try standbys.decode(String.self, String?.self, Int64?.self).map {
            ReplicationCheck.Standby(name: $0, mode: $1, lag: $2)
        }
        let slots = try await connection.query(PostgresQuery(sql: PackageResources.doctor_slots_sql))
        check.idleSlots = try slots.decode(String.self, Int64.self).map {
            ReplicationCheck.IdleSlot(name: $0, kept: $1)
        }
        return check
    }

    /// The room on the file system of a directory of this machine; `nil` when we may not see it.
    private static func room(at directory: String) -> DiskCheck.Room? {
        var status = statvfs()
        guard statvfs(directory, &status) == 0 else { return nil }
        let block = Int64(status.f_frsize)
        return DiskCheck.Room(free: Int64(status.f_bavail) * block, total: Int64(status.f_blocks) * block)
    }
}
