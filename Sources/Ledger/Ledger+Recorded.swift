import Postgres
package import Vocabulary

extension Ledger {
    /// Whether events stand in the ledger under a source's own keys, in step with them.
    package func areRecorded(
        _ keys: [String], of source: Source, in tenant: TenantID
    ) async throws(LedgerError) -> [Bool] {
        let ids = keys.map { identifierKey.event(tenant, source, $0) }
        let tenants = [String](repeating: tenant.description, count: ids.count)
        let known = try await primary.read { connection in
            let rows = try await connection.query(PostgresQuery(Statements.findIDs, tenants, ids))
            return Set(try rows.decode(column: 1, as: EventID.self))
        }
        return ids.map(known.contains)
    }
}
