import Ledger
import Measures

/// Everything that `/metrics` shows: what is counted here, and how the database stands.
struct MetricsReport: Sendable {
    let version: String
    let ledger: Ledger
    let meters: ServerMeters

    func families() async -> [MetricFamily] {
        let standing = await LedgerStanding.read(from: ledger.writerPool)
        return MetricFamily.webhooks(meters.webhooks) + MetricFamily.appends(of: ledger)
            + MetricFamily.standing(standing) + MetricFamily.pools(meters.pools)
            + MetricFamily.exchanges(meters.routes.all, connections: meters.connections.value)
            + MetricFamily.process(.now(), version: version)
    }
}
