package import PostgresCluster

/// The PostgreSQL server that all tests of one process share.
///
/// It starts on first use, below `DAYBOOK_TEST_DIR` or else /tmp, and is removed with its data when the process exits.
package enum TestCluster {
    private static let start = OnceStart()

    /// The cluster, started if it isn't yet.
    ///
    /// - Throws: Why it did not start, to every test that asks.
    package static func shared() async throws(PostgresClusterError) -> PostgresCluster {
        try await start.cluster()
    }

    /// Makes an empty database of its own for the caller.
    ///
    /// - Returns: A libpq connection string that logs in as the superuser.
    package static func database() async throws(PostgresClusterError) -> String {
        let cluster = try await shared()
        let name = "test_\(UInt64.random(in: .min ... .max))"
        try await cluster.createDatabase(name)
        return cluster.connectionString(database: name)
    }
}
