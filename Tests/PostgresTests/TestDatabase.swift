import Glibc
import Logging
import Postgres
import Testing

/// A fresh, empty database on the server that `DAYBOOK_TEST_DATABASE_URL` names, in keyword form and as a superuser.
func testDatabase() async throws -> PostgresConfiguration {
    let variable = try #require(
        getenv("DAYBOOK_TEST_DATABASE_URL"), "DAYBOOK_TEST_DATABASE_URL must name a PostgreSQL server for tests")
    let server = String(cString: variable)
    let name = "test_\(UInt64.random(in: .min ... .max))"
    let administrator = try await PostgresConnection.connect(
        PostgresConfiguration(connectionString: server), logger: testLogger)
    try await administrator.execute("CREATE DATABASE \(identifier: name)")
    await administrator.close()
    return PostgresConfiguration(connectionString: "\(server) dbname=\(name)")
}
