import ArgumentParser
import Ledger
import LedgerSchema
import Postgres

/// `daybook migrate`
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database's schema up to date.",
        discussion: """
            Runs as the owner of the schema: DATABASE_URL is to name a role that may create tables and roles.

            Example:
              DATABASE_URL=postgres://owner@localhost/daybook daybook migrate
            """)

    func run() async throws {
        let environment = Environment()
        let configuration = PostgresConfiguration(
            connectionString: try environment.databaseURL(), statementTimeout: nil)
        let done = try await Migrator(configuration: configuration, logger: environment.logger()).migrate()
        if done.isEmpty { print("The schema is up to date.") }
        for migration in done { print("ran migration \(migration.version): \(migration.name)") }
    }
}
