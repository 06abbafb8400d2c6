import Logging
import Postgres
import Testing

let testLogger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Runs a test on one connection to a fresh database.
func withConnection<R>(
    _ change: (inout PostgresConfiguration) -> Void = { _ in },
    _ body: (PostgresConnection) async throws -> R
) async throws -> R {
    var configuration = try await testDatabase()
    change(&configuration)
    let connection = try await PostgresConnection.connect(configuration, logger: testLogger)
    do {
        let value = try await body(connection)
        await connection.close()
        return value
    } catch {
        await connection.close()
        throw error
    }
}

/// The `PostgresError` that `body` throws.
func postgresError(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async throws -> PostgresError {
    let error = await #expect(throws: PostgresError.self, sourceLocation: sourceLocation) { try await body() }
    return try #require(error, sourceLocation: sourceLocation)
}

/// One database for several tests that leave nothing in it.
actor SharedDatabase {
    private var configurations: [PostgresConfiguration] = []

    func configuration() async throws -> PostgresConfiguration {
        if let made = configurations.first { return made }
        let made = try await testDatabase()
        configurations.append(made)
        return configurations[0]
    }
}
