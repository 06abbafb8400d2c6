import Postgres
import ProjectionEngine
package import Vocabulary

/// An entry of a contact's timeline, as it is read.
package struct ContactActivity: Equatable, Sendable {
    package let position: Position
    /// The contact, or the part of it, that it went on with.
    package let subject: SubjectID
    package let entry: TimelineEntry

    /// Where to go on behind this entry.
    package var cursor: TimelineCursor { TimelineCursor(occurredAt: entry.occurredAt, position: position) }
}

/// A place in a timeline.
package struct TimelineCursor: Hashable, Sendable {
    package let occurredAt: Timestamp
    package let position: Position

    package init(occurredAt: Timestamp, position: Position) {
        self.occurredAt = occurredAt
        self.position = position
    }

    /// Before all entries.
    static let start = TimelineCursor(
        occurredAt: Timestamp(microseconds: Timestamp.years.upperBound * 1_000_000), position: Position(.max))
}

extension ContactQueries {
    /// What went on with a contact and its parts, the latest first.
    ///
    /// - Parameters:
    ///   - limit: how many entries at most.
    ///   - cursor: only entries behind it.
    package func timeline(
        of contact: Contact, limit: Int = 50, after cursor: TimelineCursor? = nil
    ) async throws -> [ContactActivity] {
        let end = cursor ?? .start
        let columns = (TimelineKey.columns + TimelineEntry.columns).map { "entry.\($0)" }.joined(separator: ", ")
        // Each part has its own way through the index, no further than the page can reach.
        return try await rows(
            """
            SELECT \(unsafe: columns) FROM unnest(\(contact.subjects)) AS part CROSS JOIN LATERAL (
              SELECT * FROM contacts_timeline
              WHERE tenant = \(contact.tenant) AND subject = part
                AND (occurred_at, position) < (\(end.occurredAt), \(end.position))
              ORDER BY occurred_at DESC, position DESC LIMIT \(Int64(limit))
            ) AS entry
            ORDER BY entry.occurred_at DESC, entry.position DESC LIMIT \(Int64(limit))
            """
        ) { row in
            let key = try TimelineKey(from: &row)
            return ContactActivity(position: key.position, subject: key.subject, entry: try TimelineEntry(from: &row))
        }
    }
}
