import ProjectionEngine
package import Vocabulary

/// `contacts_timeline`: one row for each event that a person would call activity.
package struct TimelineFold: Fold {
    package let table = "contacts_timeline"

    package init() {}

    package func keys(of fact: RecordedFact) -> [TimelineKey] {
        TimelineEntry(fact.fact, fact.event) == nil ? [] : [TimelineKey(fact.event)]
    }

    package func fold(_ state: inout TimelineEntry?, key: TimelineKey, fact: RecordedFact) {
        state = TimelineEntry(fact.fact, fact.event)
    }
}
