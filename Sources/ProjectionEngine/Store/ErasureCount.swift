import Postgres

/// How often subjects of a log were erased: tables that were begun at one number may, at another, hold what must be gone.
struct ErasureCount: Hashable, Sendable {
    let number: Int64

    /// The number as of now.
    static func read(on connection: PostgresConnection) async throws(PostgresError) -> ErasureCount {
        let rows = try await connection.query("SELECT number FROM erasures")
        return ErasureCount(number: try rows.decode(Int64.self).first ?? 0)
    }
}
