package import Postgres
package import ProjectionEngine
package import Vocabulary

/// That a contact has an identifier.
package struct IdentifierState: Equatable, RowPart {
    /// The earliest event that shows it. The latest would be written anew with every message.
    package var since: Timestamp

    init(since: Timestamp) {
        self.since = since
    }

    package static let columns = ["since"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(since)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        since = try row.next()
    }
}

/// `contacts_identifiers`: one row for each number and address of each contact.
package struct IdentifierFold: Fold {
    package let table = "contacts_identifiers"

    package init() {}

    package func keys(of fact: RecordedFact) -> [IdentifierKey] {
        guard let profile = fact.fact.contactProfile else { return [] }
        let event = fact.event
        var seen: Set<IdentifierKey> = []
        return profile.identifiers(from: event.source).compactMap(\.canonical)
            .map { IdentifierKey(tenant: event.tenant, identifier: $0, subject: event.subject) }
            .filter { seen.insert($0).inserted }
    }

    package func fold(_ state: inout IdentifierState?, key: IdentifierKey, fact: RecordedFact) {
        let at = fact.event.occurredAt
        state = IdentifierState(since: min(state?.since ?? at, at))
    }
}
