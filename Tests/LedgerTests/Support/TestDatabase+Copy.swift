import Postgres
import PostgresCluster
import TestSupport

extension TestDatabase {
    /// A copy as a backup would hold it. Whoever still uses the database is sent away first.
    func copy() async throws -> TestDatabase {
        // One after the other, or they would send each other away.
        try await Self.copies.pass { try await copyAlone() }
    }

    private static let copies = Turnstile(1)

    private func copyAlone() async throws -> TestDatabase {
        let cluster = try await TestCluster.shared()
        let source = try await asOwner { connection in
            try await connection.query("SELECT current_database()::text").decode(column: 0, as: String.self)[0]
        }
        let copy = "test_\(UInt64.random(in: .min ... .max))"
        let maintenance = TestDatabase(connectionString: cluster.connectionString(database: "postgres"))
        try await maintenance.asOwner { connection in
            for _ in 0..<50 {
                _ = try await connection.query(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = \(source)")
                do {
                    try await connection.execute(
                        "CREATE DATABASE \(identifier: copy) TEMPLATE \(identifier: source) STRATEGY file_copy")
                    return
                } catch let error as PostgresError where error.sqlState == "55006" {
                    // Its last session is on its way out.
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        }
        return TestDatabase(connectionString: cluster.connectionString(database: copy), masterKey: masterKey)
    }
}
