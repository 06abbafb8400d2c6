import Ledger
import Logging
import Postgres
import Server

/// Looks at everything that Daybook depends on, from here to the database. Changes nothing.
struct Examination: Sendable {
    let settings: Settings
    let logger: Logger

    private var environment: Environment { settings.environment }

    /// What was found. Whatever can't be reached is a finding as well.
    func report() async -> DoctorReport {
        var findings = KeyFile.master(environment).findings + KeyFile.signing(environment).findings
        for (tenant, settings) in settings.tenants.sorted(by: { $0.key < $1.key }) {
            findings += ProviderSecretsCheck(tenant: tenant, settings: settings).findings
        }
        findings += FileLimitCheck(maximum: ProcessStatus.maximumFiles()).findings
        let database = await databaseReport()
        return DoctorReport(findings + database.findings, areas: database.areas.union([.secrets, .limits]))
    }

    private func databaseReport() async -> ExaminationNotes {
        var notes = ExaminationNotes()
        guard let url = environment["DATABASE_URL"] else {
            notes.add(
                Finding(
                    .error, .database, "DATABASE_URL isn't set.", "Nothing can be recorded or read.",
                    mend: "export DATABASE_URL=postgres://daybook@localhost/daybook"))
            return notes
        }
        let connection: PostgresConnection
        do throws(PostgresError) {
            connection = try await PostgresConnection.connect(Self.configuration(url), logger: logger)
        } catch {
            notes.add(
                Finding(
                    .error, .database, "The database can't be reached: \(error)",
                    "Every webhook is answered 503, and nothing can be read.",
                    mend: "psql \"$DATABASE_URL\" -c 'SELECT 1' says why; start PostgreSQL, or correct DATABASE_URL"))
            return notes
        }
        await ServerExamination(connection: connection).run(&notes)
        let isLedger = await LedgerExamination(environment: environment, connection: connection).run(&notes)
        await connection.close()
        if isLedger { await lookAtSigning(url, &notes) }
        if isLedger { await lookAtChannels(url, &notes) }
        if let replica = environment["DATABASE_READ_URL"] { await lookAtReplica(replica, &notes) }
        return notes
    }

    /// Compares the log with the checkpoints that were published, as the server does before it signs.
    private func lookAtSigning(_ url: String, _ notes: inout ExaminationNotes) async {
        // A key that can't be read is found already.
        guard let signer = try? environment.signer() else { return }
        let pool = PostgresPool(
            configuration: Self.configuration(url, role: LedgerRole.writer), size: 1, logger: logger)
        let keeper = CheckpointKeeper(
            signer: signer, reader: LedgerReader(pool: pool), writer: pool, memoryFile: environment.checkpointFile,
            logger: logger)
        let log = notes.log
        await notes.look(at: .signing) {
            let standing = try await withServices([pool]) { try await keeper.standing() }
            return SigningCheck(standing: standing, size: log?.size ?? 0, age: log?.checkpointAge).findings
        }
    }

    /// Looks at the read models, as far as there are any and nothing is known to be wrong with them.
    private func lookAtChannels(_ url: String, _ notes: inout ExaminationNotes) async {
        guard notes.areas.contains(.projections), !notes.findings.contains(where: { $0.area == .projections }) else {
            return
        }
        let pool = PostgresPool(
            configuration: Self.configuration(url, role: LedgerRole.projector), size: 1, logger: logger)
        await notes.look(at: .channels) {
            try await withServices([pool]) {
                let installed = try await pool.query(
                    "SELECT to_regclass('analytics_volume') IS NOT NULL AND to_regclass('inbox_messages') IS NOT NULL")
                guard try installed.decode(column: 0, as: Bool.self).first == true else { return [] }
                return try await ChannelExamination(pool: pool, now: .now()).findings()
            }
        }
    }

    private func lookAtReplica(_ url: String, _ notes: inout ExaminationNotes) async {
        let primarySize = notes.log?.size
        await notes.look(at: .replication) {
            let connection: PostgresConnection
            do throws(PostgresError) {
                connection = try await PostgresConnection.connect(
                    Self.configuration(url, role: LedgerRole.writer), logger: logger)
            } catch {
                return ReplicaCheck(complaint: error.description).findings
            }
            let size = try? await connection.query("SELECT size FROM head").decode(column: 0, as: Int64.self).first
            await connection.close()
            return ReplicaCheck(size: size ?? nil, primarySize: primarySize).findings
        }
    }

    /// Connections that can't write, whatever is sent over them.
    static func configuration(_ url: String, role: String? = nil) -> PostgresConfiguration {
        PostgresConfiguration(
            connectionString: url, applicationName: "daybook doctor", role: role,
            parameters: ["default_transaction_read_only": "on"], statementTimeout: .seconds(15))
    }
}
