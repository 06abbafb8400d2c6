import Cryptography
import Ledger
import Providers
import Vocabulary

extension Ledger {
    /// Records that a projection was swapped: `projection.swapped`, about the default tenant, as tables hold all tenants' rows. Recording
    /// the same swap again changes nothing.
    func record(_ swap: ProjectionSwap) async throws(LedgerError) {
        let root = try await primary.root(ofSize: swap.treeSize)
        let fact = ProjectionSwapped(
            projection: swap.projection, version: Int64(swap.version), generation: Int64(swap.generation),
            position: swap.position, treeSize: swap.treeSize, root: root.hex,
            tables: swap.tables.map { .init(name: $0.table, rows: $0.rows, digest: $0.digest.hex) })
        let draft = EventDraft(
            tenant: .default, kind: .projectionSwapped, source: .daybook,
            // A database that went back in time may see the same number again, but not over the same events.
            key: "swapped:\(fact.projection):\(fact.generation):\(fact.treeSize):\(fact.root)",
            subject: try await subjects([.tenant(.default)])[0], actor: .system, body: DaybookRecord.body(of: fact))
        _ = try await append([draft])
    }
}
