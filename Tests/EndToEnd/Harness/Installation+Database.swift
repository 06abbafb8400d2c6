import Logging
import Postgres

extension Installation {
    /// Does `body` with a connection of the superuser, past everything that Daybook guards.
    func asSuperuser<R: Sendable>(
        _ body: @Sendable (PostgresConnection) async throws -> R
    ) async throws -> R {
        try await EndToEndTests.asSuperuser(of: database, body)
    }

    /// The first column of the first row.
    func value<T: PostgresDecodable & Sendable>(_ query: PostgresQuery, as type: T.Type = T.self) async throws -> T {
        let values = try await asSuperuser { try await $0.query(query).decode(column: 0, as: T.self) }
        guard let value = values.first else { throw HarnessError("no row") }
        return value
    }

    /// How many events there are.
    func eventCount() async throws -> Int64 {
        try await value("SELECT count(*) FROM events")
    }

    /// Waits until the inbox has folded every event.
    func untilInboxIsCurrent() async throws {
        try await eventually("the inbox that has folded everything") {
            try await value(
                """
                SELECT coalesce((SELECT position FROM projections WHERE name = 'inbox'), -1) = (SELECT size FROM head)
                """)
        }
    }

    /// What the inbox's tables hold, by a digest that is PostgreSQL's own: equal for equal rows.
    func inboxDigests() async throws -> [String: String] {
        try await asSuperuser { connection in
            var digests: [String: String] = [:]
            for table in ["inbox_conversations", "inbox_messages", "inbox_notes"] {
                let rows = try await connection.query(
                    """
                    SELECT count(*) || ' rows ' || md5(coalesce(string_agg(row::text, E'\\n' ORDER BY row::text), ''))
                    FROM \(identifier: table) AS row
                    """)
                digests[table] = try rows.decode(column: 0, as: String.self).first
            }
            return digests
        }
    }
}

/// Does `body` with a connection of the superuser to a database.
func asSuperuser<R: Sendable>(
    of database: String, _ body: @Sendable (PostgresConnection) async throws -> R
) async throws -> R {
    let connection = try await PostgresConnection.connect(
        PostgresConfiguration(connectionString: database),
        logger: Logger(label: "e2e") { _ in SwiftLogNoOpLogHandler() })
    do {
        let result = try await body(connection)
        await connection.close()
        return result
    } catch {
        await connection.close()
        throw error
    }
}
