import Postgres

extension LedgerReader {
    /// The note of the largest checkpoint that was signed, if any was.
    package func latestCheckpoint() async throws(LedgerError) -> String? {
        try await read { connection in
            try await connection.query("SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1").decode(
                column: 0, as: String.self
            ).first
        }
    }

    /// The notes of all checkpoints, smallest first.
    package func checkpoints() async throws(LedgerError) -> [String] {
        try await read { connection in
            try await connection.query("SELECT note FROM checkpoints ORDER BY size").decode(column: 0, as: String.self)
        }
    }
}
