import Postgres

extension TestDatabase {
    /// Runs `body` while somebody else holds the lock that orders appends.
    func whileHeadIsLocked(_ body: () async throws -> Void) async throws {
        try await asOwner { connection in
            try await connection.execute("BEGIN")
            try await connection.execute("SELECT size FROM head FOR UPDATE")
            try await body()
            try await connection.execute("ROLLBACK")
        }
    }

    /// Waits until an append waits for that lock.
    func untilSomebodyWaitsForTheHead() async throws {
        while try await count("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
