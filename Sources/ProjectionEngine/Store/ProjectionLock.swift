import Postgres

/// The advisory lock of one projection: who makes its tables anew holds it.
struct ProjectionLock: Sendable {
    private let name: String

    init(projection: String, home: String) {
        name = "daybook.projection.\(home).\(projection)"
    }

    /// Takes it, waiting for others, until the transaction ends.
    var untilCommit: PostgresQuery {
        "SELECT pg_advisory_xact_lock(hashtextextended(\(name), 0))"
    }

    /// Takes it for as long as the connection lives, unless somebody has it.
    var whileConnected: PostgresQuery {
        "SELECT pg_try_advisory_lock(hashtextextended(\(name), 0))"
    }
}
