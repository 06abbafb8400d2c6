/// One statement and its parameters.
///
/// Written as an interpolated string, it binds what is interpolated and can't be tricked into injection:
///
///     let query: PostgresQuery = "SELECT body FROM events WHERE position = \(position)"
package struct PostgresQuery: Sendable {
    let statement: PostgresStatement
    let binds: PostgresBinds

    /// Whether connections keep the statement prepared. A statement made at run time without any parameter is most likely
    /// used once: BEGIN, SET, DDL.
    let isPrepared: Bool

    /// The longest this statement may take; nil for the connection's own limit.
    package var timeout: Duration?

    /// - Parameters:
    ///   - statement: SQL that was made once.
    ///   - binds: the values for `$1`, `$2`, …
    package init(_ statement: PostgresStatement, _ binds: (any PostgresEncodable)?...) {
        self.init(statement, binds: binds, isPrepared: true)
    }

    /// - Parameters:
    ///   - sql: with `$1`, `$2`, … for the parameters; written by the programmer, never put together from input.
    ///   - binds: the values.
    package init(sql: String, _ binds: (any PostgresEncodable)?...) {
        self.init(PostgresStatement(sql), binds: binds, isPrepared: !binds.isEmpty)
    }

    /// - Parameters:
    ///   - sql: UTF-8, as embedded from a `.sql` file, with `$1`, `$2`, … for the parameters. What runs often should be
    ///     a `PostgresStatement`, which is hashed once.
    ///   - binds: the values.
    package init(sql: [UInt8], _ binds: (any PostgresEncodable)?...) {
        self.init(PostgresStatement(sql), binds: binds, isPrepared: true)
    }

    private init(_ statement: PostgresStatement, binds values: [(any PostgresEncodable)?], isPrepared: Bool) {
        var binds = PostgresBinds()
        for value in values { binds.append(any: value) }
        self.init(statement: statement, binds: binds, isPrepared: isPrepared)
    }

    init(statement: PostgresStatement, binds: PostgresBinds, isPrepared: Bool, timeout: Duration? = nil) {
        self.statement = statement
        self.binds = binds
        self.isPrepared = isPrepared
        self.timeout = timeout
    }
}

extension PostgresQuery {
    /// The same statement with a time limit of its own, for an index build or a large delete.
    package func timeout(_ duration: Duration) -> PostgresQuery {
        PostgresQuery(statement: statement, binds: binds, isPrepared: isPrepared, timeout: duration)
    }

    /// The same statement, planned each time for the values that it has then: for one that reads much of a table for some values and
    /// little for others. One that is kept prepared gets a plan for all values after a few times.
    package var plannedAnew: PostgresQuery {
        PostgresQuery(statement: statement, binds: binds, isPrepared: false, timeout: timeout)
    }

    /// Throws what can't be sent at all, before anything is.
    func check() throws(PostgresError) {
        if statement.isCutShort {
            throw PostgresError(.encoding, "a statement holds a zero byte")
        }
        if binds.isTooLarge {
            throw PostgresError(.encoding, "the parameters of a statement are too many or too large")
        }
    }
}
