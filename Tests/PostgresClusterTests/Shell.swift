@testable import PostgresCluster

/// Runs a line of shell and returns what it printed.
enum Shell {
    @discardableResult
    static func run(_ line: String) -> String {
        Program(arguments: ["/bin/sh", "-c", line]).run().output
    }

    /// What `psql` prints for a query, through nothing but the connection string.
    static func query(_ sql: String, _ connection: String) -> String {
        Program(arguments: ["/usr/bin/env", "psql", "-XAt", connection, "-c", sql]).run().output
    }
}
