package import Providers

/// What became of a quarantined delivery when it was read again.
package enum Rereading: Sendable {
    /// It was read, and what it says is in the ledger now. The events that weren't there already are caused by the quarantined one.
    case read(Acceptance)
    /// It still can't be read. Nothing was recorded.
    case unreadable(UnreadableDelivery)
    /// It was erased. Nothing was recorded.
    case erased
}
