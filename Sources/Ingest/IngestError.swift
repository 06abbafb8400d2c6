package import Ledger
package import Vocabulary

/// Why a delivery was not taken. Nothing was stored.
package enum IngestError: Error, Hashable, Sendable {
    /// No secret is configured with which this provider's webhooks could be checked.
    case notConfigured(Source)
    /// The signature is missing or wrong.
    case notAuthentic
    /// The ledger couldn't take it. The provider is to try again.
    case ledger(LedgerError)
}
