package import Postgres
package import ProjectionEngine
package import Vocabulary

/// How many events of a kind there were, and between which positions they lie.
package struct EventCountState: Equatable, RowPart {
    package var events: Int64
    package var first: Position
    package var last: Position

    package static let columns = ["events", "first_position", "last_position"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(events)
        try row.write(first)
        try row.write(last)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        events = try row.next()
        first = try row.next()
        last = try row.next()
    }

    init(first: Position) {
        events = 0
        self.first = first
        last = first
    }
}

/// `analytics_events`: what the pipeline and people did, by quarter hour. What counts is the kind alone, not what the body says.
package struct EventCountFold: Fold {
    package let table = "analytics_events"

    package init() {}

    /// The kinds that are counted.
    package static let kinds: Set<EventKind> = [
        .voiceTranscribed, .messageAnalyzed, .messageRouted, .replyDecided, .taskCreated, .escalationRaised,
    ]

    package func keys(of fact: RecordedFact) -> [EventCountKey] {
        let event = fact.event
        guard Self.kinds.contains(event.kind) else { return [] }
        return [EventCountKey(tenant: event.tenant, quarter: QuarterHour(event.occurredAt), kind: event.kind)]
    }

    package func fold(_ state: EventCountState?, key: EventCountKey, fact: RecordedFact) -> EventCountState? {
        let position = fact.event.position
        if let state, state.last >= position { return state }
        var state = state ?? EventCountState(first: position)
        state.events += 1
        state.last = position
        return state
    }
}
