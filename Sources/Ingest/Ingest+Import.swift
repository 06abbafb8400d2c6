package import Ledger
package import Providers
package import Vocabulary

extension Ingest {
    /// Records a delivery that was read from a file. What stands in the ledger under its ids is left as it is, whatever it says: it came
    /// from the provider itself.
    ///
    /// - Parameter isTrial: whether nothing is to be recorded.
    /// - Returns: of each of its events, whether it wasn't there before.
    package func take(
        _ imported: ImportedDelivery, tenant: TenantID, isTrial: Bool
    ) async throws(LedgerError) -> [Bool] {
        let (delivery, source) = (imported.delivery, imported.source)
        guard !isTrial else {
            let isKept = imported.keepsDelivery && (delivery.isKept || delivery.items.count != 1)
            let keys = (isKept ? ["delivery:\(delivery.key)"] : []) + delivery.items.map(\.key)
            return try await ledger.areRecorded(keys, of: source, in: tenant).map { !$0 }
        }
        let drafts = try await drafts(
            of: delivery, source: source, actor: .system, tenant: tenant, keepsDelivery: imported.keepsDelivery,
            receivedAt: imported.receivedAt)
        return try await ledger.append(drafts).map { if case .recorded = $0 { true } else { false } }
    }
}
