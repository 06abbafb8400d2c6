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

/// `analytics_events`: what the pipeline and people did, by quarter hour.
package struct EventCountFold: Fold {
    package let table = "analytics_events"

    package init() {}

    /// The kinds that are counted.
    package static let kinds: Set<EventKind> = [
        .voiceTranscribed, .messageAnalyzed, .taskCreated, .escalationRaised,
    ]

    package func keys(of fact: RecordedFact) -> [EventCountKey] {
        let event = fact.event
        guard let kind = fact.fact.countedKind else { return [] }
        return [EventCountKey(tenant: event.tenant, quarter: QuarterHour(event.occurredAt), kind: kind)]
    }

    package func fold(_ state: inout EventCountState?, key: EventCountKey, fact: RecordedFact) {
        let position = fact.event.position
        if let seen = state?.last, seen >= position { return }
        if state == nil { state = EventCountState(first: position) }
        state?.events += 1
        state?.last = position
    }
}

extension Fact {
    /// The kind under which it is counted as an event; `nil` where it isn't. A transcription counts when it is completed.
    package var countedKind: EventKind? {
        switch self {
        case .voiceTranscribed(let transcription): transcription.status == .completed ? .voiceTranscribed : nil
        case .messageAnalyzed: .messageAnalyzed
        case .taskCreated: .taskCreated
        case .escalationRaised: .escalationRaised
        default: nil
        }
    }
}
