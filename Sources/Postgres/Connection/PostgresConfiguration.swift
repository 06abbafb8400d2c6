/// Where the database is, and how a connection behaves.
package struct PostgresConfiguration: Sendable {
    /// A libpq connection string, as URI or in keyword form; several hosts are tried in their order. May hold a
    /// password: it is never logged.
    package var connectionString: String

    /// What `pg_stat_activity` shows, unless the connection string says otherwise.
    package var applicationName: String

    /// The role taken on (SET ROLE) after connecting.
    package var role: String?

    /// Run-time settings made after connecting, such as `search_path`.
    package var parameters: [String: String]

    /// The longest that connecting to one host may take; `connect_timeout` in the connection string takes precedence.
    package var connectTimeout: Duration

    /// The longest that one statement may take, counted here and not by the server; nil for no limit. A COPY may take
    /// longer, but not stand still for so long.
    package var statementTimeout: Duration?

    /// How many statements each connection keeps prepared.
    package var preparedStatements: Int

    /// - Parameter connectionString: a libpq connection string, as URI or in keyword form.
    package init(
        connectionString: String,
        applicationName: String = "daybook",
        role: String? = nil,
        parameters: [String: String] = [:],
        connectTimeout: Duration = .seconds(5),
        statementTimeout: Duration? = .seconds(30),
        preparedStatements: Int = 128
    ) {
        self.connectionString = connectionString
        self.applicationName = applicationName
        self.role = role
        self.parameters = parameters
        self.connectTimeout = connectTimeout
        self.statementTimeout = statementTimeout
        self.preparedStatements = preparedStatements
    }
}

extension PostgresConfiguration: CustomStringConvertible {
    /// Leaves the connection string out, for the password's sake.
    package var description: String { "PostgresConfiguration(applicationName: \(applicationName))" }
}

extension PostgresConfiguration: CustomDebugStringConvertible, CustomReflectable {
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [("applicationName", applicationName)]) }
}
