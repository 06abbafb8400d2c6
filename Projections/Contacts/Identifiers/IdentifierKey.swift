import Cryptography
package import Postgres
package import ProjectionEngine
package import Vocabulary

/// The key of `contacts_identifiers`.
package struct IdentifierKey: TableKey {
    package var tenant: TenantID
    /// `phone` or `email`.
    package var kind: String
    /// In its one form; of one that is too long for an index, its digest.
    package var value: String
    package var subject: SubjectID

    /// How long a value may be, in bytes of UTF-8. A row of an index must fit a third of a page.
    static let longestValue = 512

    /// - Parameter identifier: in its canonical form.
    package init(tenant: TenantID, identifier: ContactIdentifier, subject: SubjectID) {
        self.tenant = tenant
        kind = identifier.kind.description
        let value = identifier.value
        self.value =
            value.utf8.count <= Self.longestValue ? value : "sha256:\(SHA256.hash(Array(value.utf8)).hex)"
        self.subject = subject
    }

    package static let columns = ["tenant", "kind", "value", "subject"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(tenant)
        try row.write(kind)
        try row.write(value)
        try row.write(subject)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        tenant = try row.next()
        kind = try row.next()
        value = try row.next()
        subject = try row.next()
    }

    package static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery {
        PostgresQuery(
            statement, keys.map(\.tenant), keys.map(\.kind), keys.map(\.value), keys.map(\.subject))
    }
}
