package import Postgres
package import ProjectionEngine
package import Vocabulary

/// The key of `sheets_projects`.
package struct SheetProjectKey: TableKey {
    package var tenant: TenantID
    package var project: String
    package var subject: SubjectID

    /// How long an id may be, in bytes of UTF-8. What is longer is no project's id, and wouldn't fit into an index.
    static let longestID = 512

    package init(tenant: TenantID, project: String, subject: SubjectID) {
        self.tenant = tenant
        self.project = project
        self.subject = subject
    }

    package static let columns = ["tenant", "project", "subject"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(tenant)
        try row.write(project)
        try row.write(subject)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        tenant = try row.next()
        project = try row.next()
        subject = try row.next()
    }

    package static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery {
        PostgresQuery(statement, keys.map(\.tenant), keys.map(\.project), keys.map(\.subject))
    }
}

/// That a contact has named a project.
package struct SheetProject: Equatable, RowPart {
    /// The first event that names it.
    package var since: Position

    init(since: Position) {
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

/// `sheets_projects`: one row for each contact that ever named a project. A fact that names other projects doesn't say which it
/// leaves out, so the rows stay, and readers look at what the contact's card says now.
package struct SheetProjectFold: Fold {
    package let table = "sheets_projects"

    package init() {}

    package func keys(of fact: RecordedFact) -> [SheetProjectKey] {
        guard fact.fact.contactProfile?.customFields != nil else { return [] }
        let event = fact.event
        var card = ContactCard()
        card.learn(fact.fact, event)
        return card.projectIDs.filter { $0.utf8.count <= SheetProjectKey.longestID }
            .map { SheetProjectKey(tenant: event.tenant, project: $0, subject: event.subject) }
    }

    package func fold(_ state: inout SheetProject?, key: SheetProjectKey, fact: RecordedFact) {
        state = SheetProject(since: min(state?.since ?? fact.event.position, fact.event.position))
    }
}
