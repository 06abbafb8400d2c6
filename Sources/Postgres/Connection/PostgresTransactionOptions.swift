/// What a transaction sees, and what it may do ("SET TRANSACTION" in PostgreSQL's manual).
package struct PostgresTransactionOptions: Hashable, Sendable {
    /// The isolation levels, by their names in SQL.
    package enum Isolation: String, Sendable {
        case readCommitted = "READ COMMITTED"
        case repeatableRead = "REPEATABLE READ"
        case serializable = "SERIALIZABLE"
    }

    /// Which concurrent commits it sees.
    package var isolation: Isolation
    /// Whether the server refuses to change anything.
    package var isReadOnly: Bool

    /// By default as PostgreSQL does: READ COMMITTED, READ WRITE.
    package init(isolation: Isolation = .readCommitted, isReadOnly: Bool = false) {
        self.isolation = isolation
        self.isReadOnly = isReadOnly
    }

    /// Each statement sees what was committed before it.
    package static let readCommitted = PostgresTransactionOptions()
    /// All statements see the same moment.
    package static let repeatableRead = PostgresTransactionOptions(isolation: .repeatableRead)
    /// As if transactions ran one after the other; may fail with `isSerializationFailure`.
    package static let serializable = PostgresTransactionOptions(isolation: .serializable)
    /// Several reads of the same moment.
    package static let snapshot = PostgresTransactionOptions(isolation: .repeatableRead, isReadOnly: true)

    var begin: PostgresQuery {
        PostgresQuery(sql: "BEGIN ISOLATION LEVEL \(isolation.rawValue) \(isReadOnly ? "READ ONLY" : "READ WRITE")")
    }
}
