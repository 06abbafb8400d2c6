import Ledger
import Postgres
import Providers
import Vocabulary

/// Looks at what the server needs to do its work.
struct Readiness: Sendable {
    let ledger: Ledger
    let tenants: TenantDirectory
    let counters: WebhookCounters
    /// The versions of the projections that this build folds.
    let versions: [String: Int32]

    /// How long each look at the database may take, for it to be called reachable.
    private static let patience: Duration = .seconds(1)

    /// How everything stands now.
    func report() async -> ReadinessReport {
        var report = ReadinessReport(sources: WebhookCounters.sources.map(state))
        do {
            try await look(into: &report)
        } catch let error as LedgerError where error.code == .schema {
            report.database = .schemaNotCurrent
        } catch {
            report.database = .unreachable
        }
        return report
    }

    private func state(of source: Source) -> ReadinessReport.SourceState {
        ReadinessReport.SourceState(
            source: source,
            isConfigured: !WebhookCounters.signed.contains(source)
                || tenants.secrets.values.contains { $0.isConfigured(for: source) },
            counts: counters[source])
    }

    private func look(into report: inout ReadinessReport) async throws {
        let (size, followers) = try await ledger.writerPool.withConnection { connection in
            try await Migrator.requireCurrent(on: connection)
            let head: PostgresQuery = "SELECT size FROM head"
            let states: PostgresQuery =
                "SELECT name, version, position, failure IS NOT NULL FROM projections ORDER BY name"
            let size: Int64? = try await connection.query(head.timeout(Self.patience)).decode(Int64.self).first
            let followers = try await connection.query(states.timeout(Self.patience))
                .decode(String.self, Int32.self, Position.self, Bool.self)
                .map { name, version, position, hasFailed in
                    ReadinessReport.Follower(
                        name: name, position: position, hasFailed: hasFailed,
                        isOutdated: versions[name].map { $0 != version } ?? false)
                }
            return (size, followers)
        }
        report.database = .ready
        report.size = size
        report.followers = followers
    }
}
