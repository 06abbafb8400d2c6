import Postgres
import TestSupport

/// A fresh, empty database, as a superuser.
func testDatabase() async throws -> PostgresConfiguration {
    PostgresConfiguration(connectionString: try await TestCluster.database())
}
