package import Postgres
package import ProjectionEngine
package import Vocabulary

/// The key of `contacts_merges`.
package struct MergeKey: TableKey {
    package var tenant: TenantID
    package var absorbed: SubjectID

    package init(tenant: TenantID, absorbed: SubjectID) {
        self.tenant = tenant
        self.absorbed = absorbed
    }

    package static let columns = ["tenant", "absorbed"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(tenant)
        try row.write(absorbed)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        tenant = try row.next()
        absorbed = try row.next()
    }

    package static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery {
        PostgresQuery(statement, keys.map(\.tenant), keys.map(\.absorbed))
    }
}

/// Whether a contact is part of another, by the last that was said of it.
package struct MergeState: Equatable, RowPart {
    /// The contact that stays.
    package var survivor: SubjectID
    package var isMerged: Bool
    package var since: Timestamp
    package var position: Position

    package static let columns = ["subject", "is_merged", "since", "position"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(survivor)
        try row.write(isMerged)
        try row.write(since)
        try row.write(position)
    }
}

extension MergeState {
    package init(from row: inout RowReader) throws(PostgresError) {
        survivor = try row.next()
        isMerged = try row.next()
        since = try row.next()
        position = try row.next()
    }
}

/// `contacts_merges`: one row for each contact that was ever merged into another. No other table knows of merges, which is why
/// undoing one restores both contacts exactly.
package struct MergeFold: Fold {
    package let table = "contacts_merges"

    package init() {}

    package func keys(of fact: RecordedFact) -> [MergeKey] {
        switch fact.fact {
        case .contactMerged(let merge): [MergeKey(tenant: fact.event.tenant, absorbed: merge.absorbed)]
        case .contactUnmerged(let merge): [MergeKey(tenant: fact.event.tenant, absorbed: merge.absorbed)]
        default: []
        }
    }

    package func fold(_ state: inout MergeState?, key: MergeKey, fact: RecordedFact) {
        let event = fact.event
        if let state, state.position >= event.position { return }
        var isMerged = false
        if case .contactMerged = fact.fact { isMerged = true }
        // Undoing what isn't so leaves what is.
        if let state, !isMerged, state.survivor != event.subject { return }
        state = MergeState(
            survivor: event.subject, isMerged: isMerged, since: event.occurredAt, position: event.position)
    }
}
