import Ledger
import Postgres
import ProjectionEngine
import Vocabulary

/// Looks at the ledger in its database: schema, rights, triggers, partitions, projections, deliveries, and the master key.
struct LedgerExamination: Sendable {
    let environment: Environment
    let connection: PostgresConnection

    /// How many of the latest events are searched for deliveries that nobody could read.
    private static let window: Int64 = 100_000

    /// - Returns: whether there is a ledger to look at.
    func run(_ notes: inout ExaminationNotes) async -> Bool {
        // Without any schema there are no rights either, and that is all there is to say.
        guard await hasSchema() else { return await hasCurrentSchema(&notes) }
        var isReadable = false
        await notes.look(at: .privileges) {
            let check = try await readGuards()
            isReadable = !check.closedRoles.contains(LedgerRole.writer)
            return check.findings
        }
        guard isReadable else { return false }
        do {
            try await connection.execute("SET ROLE \(identifier: LedgerRole.writer)")
        } catch {
            return false
        }
        guard await hasCurrentSchema(&notes) else { return false }
        await lookAtLog(&notes)
        await notes.look(at: .secrets) { try await masterKeyFindings() }
        await notes.look(at: .projections) { try await readProjections().flatMap(\.findings) }
        let size = notes.log?.size ?? 0
        await notes.look(at: .deliveries) { try await readDeliveries(size: size).findings }
        return true
    }

    private func hasSchema() async -> Bool {
        let found = try? await connection.query("SELECT to_regclass('schema_migrations') IS NOT NULL")
        return (try? found?.decode(column: 0, as: Bool.self).first) == true
    }

    private func hasCurrentSchema(_ notes: inout ExaminationNotes) async -> Bool {
        var isCurrent = false
        await notes.look(at: .schema) {
            do {
                try await Migrator.requireCurrent(on: connection)
                isCurrent = true
                return []
            } catch let error as LedgerError where error.code == .schema {
                return [
                    Finding(
                        .error, .schema, error.description, "daybook serve doesn't start.",
                        mend: "daybook migrate (as the owner of the schema, with this version of Daybook)")
                ]
            }
        }
        return isCurrent
    }

    private func readGuards() async throws -> GuardCheck {
        let tables = try await connection.query(PostgresQuery(sql: PackageResources.doctor_guards_sql))
        let rights = try await connection.query(PostgresQuery(sql: PackageResources.doctor_rights_sql))
        let roles = try await connection.query(PostgresQuery(sql: PackageResources.doctor_roles_sql))
        let login = try await connection.query("SELECT current_user::text").decode(String.self).first
        let (closed, isPowerful) = try roles.decode([String].self, Bool.self).first ?? ([], false)
        return GuardCheck(
            tables: try tables.decode(String.self, Bool.self, Bool.self, Bool.self).map {
                GuardCheck.Table(name: $0, refusesUpdate: $1, refusesDelete: $2, refusesTruncate: $3)
            },
            rights: try rights.decode(String.self, String.self, String.self, Bool.self).map {
                GuardCheck.Right(role: $0, table: $1, privilege: $2, isGranted: $3)
            },
            login: login ?? "", loginCanDropGuards: isPowerful, closedRoles: closed)
    }

    private func lookAtLog(_ notes: inout ExaminationNotes) async {
        var log: ExaminationNotes.Log?
        await notes.look(at: .partitions) {
            let rows = try await connection.query(PostgresQuery(sql: PackageResources.doctor_log_sql))
            log = try rows.decode(Int64.self, Timestamp.self, Double?.self, Int64.self, Int64.self).first.map { row in
                ExaminationNotes.Log(
                    size: row.0, recordedAt: row.1, checkpointAge: row.2.map { Duration.seconds($0) },
                    partitionEnd: row.3, partitionSize: row.4)
            }
            guard let log else { throw LedgerError(.schema, "The ledger has no head. Run: daybook migrate") }
            return PartitionCheck(size: log.size, end: log.partitionEnd, partitionSize: log.partitionSize).findings
        }
        notes.log = log
        guard let log, log.size > 0 else { return }
        let ahead = Duration.microseconds(log.recordedAt.microseconds - Timestamp.now().microseconds)
        await notes.look(at: .clock) {
            ClockCheck(ahead: .zero, roundTrip: .zero, lastEventAhead: ahead).findings
        }
    }

    private func masterKeyFindings() async throws -> [Finding] {
        // A key that can't be read is found already.
        guard let master = try? environment.masterKey(),
            try await IdentifierKey.isOpened(by: master, on: connection) == false
        else { return [] }
        return [
            Finding(
                .error, .secrets, "The master key isn't the one that this ledger was made with.",
                "daybook serve doesn't start, and nothing in the ledger can be read.",
                mend:
                    "put the ledger's own key into \(environment["DAYBOOK_MASTER_KEY_FILE"] ?? "its file"), from its backup"
            )
        ]
    }

    private func readProjections() async throws -> [ProjectionCheck] {
        let rows = try await connection.query(PostgresQuery(sql: PackageResources.doctor_projections_sql))
        return try rows.decode(String.self, Int32.self, String?.self, Int64.self, Double.self).map { row in
            ProjectionCheck(
                name: row.0, version: row.1, current: ReadModels.all.first { $0.name == row.0 }?.version,
                lag: row.3, age: .seconds(row.4), failure: row.2)
        }
    }

    private func readDeliveries(size: Int64) async throws -> DeliveryCheck {
        let from = max(0, size - Self.window)
        let rows = try await connection.query(PostgresQuery(sql: PackageResources.doctor_deliveries_sql, from))
        let counts = try rows.decode(Int64.self, Int64.self, Int64?.self).first
        return DeliveryCheck(
            window: size - from, quarantined: counts?.0 ?? 0, conflicted: counts?.1 ?? 0, first: counts?.2)
    }
}
