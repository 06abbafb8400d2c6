import Postgres
import PostgresCluster
import TestSupport

extension Installation {
    /// Does to the database what its owner can do, once the triggers that guard it are out of the way.
    func tamper(_ sql: String) async throws {
        try await asSuperuser { connection in
            for table in ["events", "event_ids", "tiles", "checkpoints"] {
                try await connection.execute("ALTER TABLE \(identifier: table) DISABLE TRIGGER ALL")
            }
            try await connection.executeScript(sql)
        }
    }

    /// The same installation on a copy of its database, which nobody may be using.
    func copyOfDatabase() async throws -> Installation {
        let cluster = try await TestCluster.shared()
        let copy = "test_\(UInt64.random(in: .min ... .max))"
        let source: String = try await value("SELECT current_database()::text")
        var maintenance = self
        maintenance.database = cluster.connectionString(database: "postgres")
        try await eventually("a copy of the database") {
            do {
                return try await maintenance.asSuperuser { connection in
                    try await connection.execute(
                        "CREATE DATABASE \(identifier: copy) TEMPLATE \(identifier: source) STRATEGY file_copy")
                    return true
                }
            } catch let error as PostgresError where error.sqlState == "55006" {
                // Its last session is on its way out.
                return false
            }
        }
        var installation = self
        installation.database = cluster.connectionString(database: copy)
        installation.environment["DATABASE_URL"] = installation.database
        return installation
    }
}
