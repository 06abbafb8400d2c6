import Ingest
package import Ledger
package import Providers
package import Vocabulary

/// The authentic deliveries that couldn't be read when they came: finds them, and reads them again.
///
/// Nothing is kept of it but events: a delivery is open until an event is caused by it.
package struct Quarantine: Sendable {
    /// Which deliveries are asked for.
    package struct Selection: Sendable {
        package var tenant: TenantID?
        package var source: Source?
        /// Where to begin.
        package var from: Position
        /// Only these, whatever else is asked for; `nil` for all.
        package var positions: Set<Position>?

        package init(
            tenant: TenantID? = nil, source: Source? = nil, from: Position = .first, positions: Set<Position>? = nil
        ) {
            self.tenant = tenant
            self.source = source
            self.from = from
            self.positions = positions
        }

        fileprivate func contains(_ header: EventHeader) -> Bool {
            (source == nil || header.source == source) && positions?.contains(header.position) ?? true
        }
    }

    private let ledger: Ledger
    private let readers: [Source: any WebhookReader]

    /// How many positions are looked at by one query.
    private static let window: Int64 = 50_000

    /// - Parameter readers: one of each source.
    package init(ledger: Ledger, readers: [any WebhookReader] = WebhookReaders.all) {
        self.ledger = ledger
        self.readers = Dictionary(readers.map { ($0.source, $0) }) { first, _ in first }
    }

    /// Everything that was quarantined, in its order.
    ///
    /// - Parameter progress: told how many events were looked at, and how many there are.
    package func deliveries(
        _ selection: Selection, progress: (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
    ) async throws(LedgerError) -> [QuarantinedDelivery] {
        let reader = ledger.primary
        let end = try await reader.head().size
        let first = selection.positions?.min() ?? selection.from
        var found: [QuarantinedDelivery] = []
        var start = first
        while start.rawValue < end {
            let next = Position(min(start.rawValue + Self.window, end))
            found += try await deliveries(selection, in: start..<next)
            let open = found.lazy.filter { !$0.isRead }.map(\.header.position)
            let read = try await reader.causes(among: Array(open), in: start..<next)
            for place in found.indices where read.contains(found[place].header.position) { found[place].isRead = true }
            start = next
            progress(start.rawValue - first.rawValue, end - first.rawValue)
        }
        return found
    }

    private func deliveries(
        _ selection: Selection, in range: Range<Position>
    ) async throws(LedgerError) -> [QuarantinedDelivery] {
        var found: [QuarantinedDelivery] = []
        var page = EventSelection(
            from: range.lowerBound, before: range.upperBound, tenant: selection.tenant,
            kinds: [.deliveryQuarantined], limit: 100)
        while true {
            let events = try await ledger.primary.events(page)
            let opened = try await ledger.primary.open(events.filter { selection.contains($0.header) })
            found += opened.map { QuarantinedDelivery(header: $0.header, body: $0.body) }
            guard let last = events.last, events.count == page.limit else { return found }
            page.from = last.header.position.next
        }
    }

    /// Reads a delivery again with today's readers, and records what it says.
    ///
    /// - Parameter isTrial: whether it is only read, and nothing recorded. What would be recorded isn't compared with what is.
    /// - Throws: `LedgerError`; doing it again is safe.
    package func reread(
        _ delivery: QuarantinedDelivery, isTrial: Bool = false
    ) async throws(LedgerError) -> QuarantineOutcome {
        let rereading = try await rereading(of: delivery, isTrial: isTrial)
        return QuarantineOutcome(rereading, of: delivery, isTrial: isTrial)
    }

    private func rereading(of delivery: QuarantinedDelivery, isTrial: Bool) async throws(LedgerError) -> Rereading {
        let header = delivery.header
        guard let reader = readers[header.source] else {
            return .unreadable(UnreadableDelivery("this version has no reader of \(header.source)"))
        }
        guard let stored = try await ledger.primary.event(at: header.position),
            let event = try await ledger.primary.open([stored]).first
        else {
            throw LedgerError(
                .corrupt, "The event at position \(header.position) is missing. Run: daybook audit verify")
        }
        let ingest = Ingest(ledger: ledger)
        return isTrial ? ingest.trial(event, by: reader) : try await ingest.reread(event, by: reader)
    }
}
