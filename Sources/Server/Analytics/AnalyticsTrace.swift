import Analytics
import Ledger
import Providers
import Vocabulary

/// Finds the events behind a figure, by the same definitions by which they were counted.
struct AnalyticsTrace: Sendable {
    let queries: AnalyticsQueries
    let ledger: LedgerReader

    /// Some of the events, in the order of the ledger.
    struct Page: Sendable {
        var events: [JSON] = []
        /// After what position to go on; `nil` at the end. There may be more even when this page is empty.
        var next: Position?
    }

    /// How many events are read from the ledger at once, and how often for one page: what lies between them may be long.
    private static let (batch, rounds) = (512, 8)

    /// The events that a metric counts.
    ///
    /// - Parameters:
    ///   - position: only events after it.
    ///   - limit: how many at most.
    func page(
        _ metric: Metric, of tenant: TenantID, _ range: AnalyticsRange, filter: ChannelFilter,
        after position: Position?,
        limit: Int
    ) async throws -> Page {
        switch metric {
        case .firstResponse, .resolution:
            return try await openings(metric, of: tenant, range, filter, after: position, limit)
        default:
            guard let positions = try await positions(of: metric, tenant, range, filter) else { return Page() }
            let first = max(positions.lowerBound, position?.next ?? positions.lowerBound)
            return try await read(metric, of: tenant, range, filter, from: first, to: positions.upperBound, limit)
        }
    }

    private func openings(
        _ metric: Metric, of tenant: TenantID, _ range: AnalyticsRange, _ filter: ChannelFilter,
        after position: Position?, _ limit: Int
    ) async throws -> Page {
        let openings = try await queries.openings(
            of: tenant, range, filter: filter, isAnswered: metric == .firstResponse, isResolved: metric == .resolution,
            after: position, limit: limit + 1)
        let shown = openings.prefix(limit)
        return Page(
            events: shown.map(\.json), next: openings.count > limit ? shown.last?.openedPosition : nil)
    }

    /// Between which positions the events lie.
    private func positions(
        of metric: Metric, _ tenant: TenantID, _ range: AnalyticsRange, _ filter: ChannelFilter
    ) async throws -> ClosedRange<Position>? {
        if let kind = metric.kind { return try await queries.events(of: tenant, range)[kind]?.positions }
        let report = try await queries.volumeReport(
            of: tenant, range, edges: [range.start, range.end], filter: filter)
        return report.total.volume.positions
    }

    private func read(
        _ metric: Metric, of tenant: TenantID, _ range: AnalyticsRange, _ filter: ChannelFilter, from first: Position,
        to last: Position, _ limit: Int
    ) async throws -> Page {
        var page = Page(next: first)
        var selection = EventSelection(
            from: first, before: last.next, tenant: tenant,
            kinds: metric.kind.map { [$0] } ?? [.messageReceived, .messageSent], limit: Self.batch)
        for _ in 0..<Self.rounds {
            let events = try await ledger.events(selection)
            for event in try await counted(events, by: metric, range, filter) {
                guard page.events.count < limit else { return page }
                page.events.append(event.json)
                page.next = event.position
            }
            guard events.count == Self.batch, let position = events.last?.header.position else {
                page.next = nil
                return page
            }
            page.next = position
            selection.from = position.next
        }
        return page
    }

    /// Those of these events that a metric counts. An erased person's don't count.
    private func counted(
        _ events: [StoredEvent], by metric: Metric, _ range: AnalyticsRange, _ filter: ChannelFilter
    ) async throws -> [EventHeader] {
        let times = range.start..<range.end
        let events = events.filter { times.contains($0.header.occurredAt) }
        guard !events.isEmpty else { return [] }
        let opened = try await ledger.open(events)
        return opened.filter { event in
            guard let body = event.body, let fact = try? FactReader().fact(event: event.header, body: body) else {
                return false
            }
            if let kind = metric.kind { return fact.countedKind == kind }
            guard let message = CountedMessage(fact) else { return false }
            return metric.counts(message) && filter.includes(message.channel)
        }.map(\.header)
    }
}

extension EventHeader {
    /// Where an event stands, and when it occurred.
    fileprivate var json: JSON {
        [
            "position": .integer(position.rawValue), "kind": .string(kind.rawValue),
            "occurred_at": .string(occurredAt.description),
        ]
    }
}

extension Opening {
    /// The three events of an opening; null where one didn't occur.
    fileprivate var json: JSON {
        func event(_ position: Position?, _ at: Timestamp?) -> JSON {
            guard let position, let at else { return .null }
            return ["position": .integer(position.rawValue), "occurred_at": .string(at.description)]
        }
        return [
            "position": .integer(openedPosition.rawValue), "occurred_at": .string(openedAt.description),
            "answered": event(answer?.position, answer?.at),
            "answered_by": answer.map { .string($0.nature.rawValue) } ?? .null,
            "resolved": event(resolvedPosition, resolvedAt),
        ]
    }
}
