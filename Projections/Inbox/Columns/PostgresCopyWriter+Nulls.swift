import Postgres

extension PostgresCopyWriter {
    /// Writes NULL into the next columns.
    mutating func writeNulls(_ count: Int) throws(PostgresError) {
        for _ in 0..<count { try write(String?.none) }
    }
}
