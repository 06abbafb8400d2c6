/// What a key may do.
package enum Scope: String, Hashable, Sendable, CaseIterable, LosslessStringConvertible {
    /// Record events.
    case ingest
    /// Act as an agent: read and continue conversations.
    case agent
    /// Read the inbox.
    case inbox
    /// Read the ledger and its proofs.
    case audit
    /// Read the numbers at `/metrics`: for whoever watches the service, who needs to see nothing else.
    case metrics
    /// Everything.
    case admin

    package init?(_ description: String) {
        self.init(rawValue: description)
    }

    package var description: String { rawValue }
}
