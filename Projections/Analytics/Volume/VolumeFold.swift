import Postgres
import ProjectionEngine
package import Vocabulary

/// `analytics_volume`: messages by day, channel and direction, and within the day by quarter hour.
package struct VolumeFold: Fold {
    package let table = "analytics_volume"

    package init() {}

    package func keys(of fact: RecordedFact) -> [VolumeKey] {
        guard let message = CountedMessage(fact.fact) else { return [] }
        return [
            VolumeKey(
                tenant: fact.event.tenant, day: Day(fact.event.occurredAt), channel: message.channel,
                direction: message.direction)
        ]
    }

    package func fold(_ state: inout VolumeState?, key: VolumeKey, fact: RecordedFact) throws {
        let event = fact.event
        // A row that has seen an event doesn't see it again.
        if let seen = state?.last, seen >= event.position { return }
        guard let message = CountedMessage(fact.fact) else { return }
        if state == nil { state = VolumeState(last: event.position) }
        try state?.add(message, event)
    }
}
