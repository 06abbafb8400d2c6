import Ledger
import Postgres
import Vocabulary

/// How the ledger and what follows it stand in the database, at the moment of a scrape.
struct LedgerStanding: Sendable {
    struct Follower: Sendable {
        var name: String
        /// The next event that it wants.
        var position: Int64
        var hasFailed: Bool
        /// How long ago that event was recorded; 0 when there is none yet.
        var lagSeconds: Double
    }

    /// How many events there are.
    var size: Int64
    var followers: [Follower]
    /// Of the last checkpoint: how many events it covers, and how long ago it was signed, in seconds.
    var checkpoint: (size: Int64, age: Double)?

    /// How long a scrape waits for the database.
    private static let patience: Duration = .seconds(1)

    /// Looks, in one round trip; `nil` while the database can't be asked.
    static func read(from pool: PostgresPool) async -> LedgerStanding? {
        let size: PostgresQuery = "SELECT size FROM head"
        let followers: PostgresQuery =
            """
            SELECT name, projections.position, failure IS NOT NULL,
                   coalesce(greatest(extract(epoch FROM clock_timestamp() - recorded_at), 0), 0)::float8
            FROM projections LEFT JOIN events ON events.position = projections.position
            ORDER BY name
            """
        let checkpoint: PostgresQuery =
            """
            SELECT size, greatest(extract(epoch FROM clock_timestamp() - signed_at), 0)::float8 FROM checkpoints
            ORDER BY size DESC LIMIT 1
            """
        do {
            let rows = try await pool.pipeline([size, followers, checkpoint].map { $0.timeout(patience) })
            return try LedgerStanding(size: rows[0], followers: rows[1], checkpoint: rows[2])
        } catch {
            return nil
        }
    }

    private init(size: PostgresRows, followers: PostgresRows, checkpoint: PostgresRows) throws(PostgresError) {
        self.size = try size.decode(Int64.self).first ?? 0
        self.followers = try followers.decode(String.self, Int64.self, Bool.self, Double.self).map {
            Follower(name: $0, position: $1, hasFailed: $2, lagSeconds: $3)
        }
        self.checkpoint = try checkpoint.decode(Int64.self, Double.self).first.map { ($0, $1) }
    }
}
