extension PostgresCluster {
    /// Makes an empty database, or a copy of `template`, to which nobody may be connected then.
    ///
    /// - Throws: `toolFailed` with PostgreSQL's words, for example when the database exists.
    package func createDatabase(_ name: String, template: String? = nil) async throws(PostgresClusterError) {
        let source = try template.map { name throws(PostgresClusterError) in " TEMPLATE " + (try Self.quoted(name)) }
        try await execute("CREATE DATABASE \(try Self.quoted(name))\(source ?? "")")
    }

    /// Removes a database, ending the connections to it; does nothing when there is none.
    package func dropDatabase(_ name: String) async throws(PostgresClusterError) {
        try await execute("DROP DATABASE IF EXISTS \(try Self.quoted(name)) WITH (FORCE)")
    }

    /// Runs one statement as the superuser.
    private func execute(_ statement: String) async throws(PostgresClusterError) {
        let arguments = [
            programs.psql, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1",
            "--dbname=\(connectionString(database: "postgres"))", "--command=\(statement)",
        ]
        try await blocking { () throws(PostgresClusterError) in
            let outcome = user.run(arguments)
            guard outcome.succeeded else {
                throw PostgresClusterError(.toolFailed, "psql failed on the private cluster.", output: outcome.output)
            }
        }
    }

    /// Quotes an identifier. One that PostgreSQL would cut off (63 bytes, NAMEDATALEN) is refused.
    private static func quoted(_ name: String) throws(PostgresClusterError) -> String {
        guard (1...63).contains(name.utf8.count), !name.utf8.contains(0) else {
            throw PostgresClusterError(.invalidOption, "`\(name)` can't be a database's name.")
        }
        let escaped = name.reduce(into: "") { result, character in
            if character == "\"" { result.append("\"") }
            result.append(character)
        }
        return "\"\(escaped)\""
    }
}
