package import Postgres
import Synchronization

/// The time zones that the database knows by name, read once: looking them up takes it a while.
package final class TimeZoneNames: Sendable {
    private let pool: PostgresPool
    private let known = Mutex<Set<String>?>(nil)

    package init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Whether there is a zone of this name, spelled as in the tz database (`America/New_York`, `UTC`).
    ///
    /// - Throws: `PostgresError`, or what the pool says.
    package func contains(_ name: String) async throws -> Bool {
        if let known = known.withLock({ $0 }) { return known.contains(name) }
        let rows = try await pool.query("SELECT name FROM pg_timezone_names WHERE name !~ '^posix'")
        let names = Set(try rows.decode(column: 0, as: String.self))
        known.withLock { $0 = names }
        return names.contains(name)
    }
}
