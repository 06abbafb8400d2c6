extension PostgresQuery: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) {
        self.init(statement: PostgresStatement(value), binds: PostgresBinds(), isPrepared: false)
    }

    package init(stringInterpolation: StringInterpolation) {
        let binds = stringInterpolation.binds
        self.init(
            statement: PostgresStatement(stringInterpolation.sql), binds: binds, isPrepared: binds.count > 0)
    }

    /// Collects literal text as SQL, and values as `$n`.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var sql = ""
        fileprivate var binds = PostgresBinds()

        package init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserveCapacity(literalCapacity + 4 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            sql += literal
        }

        /// Binds a value; nil is NULL.
        package mutating func appendInterpolation(_ value: (some PostgresEncodable)?) {
            binds.append(value)
            sql += "$\(binds.count)"
        }

        /// Splices SQL in as it is: for the programmer's own text, never for input.
        package mutating func appendInterpolation(unsafe text: String) {
            sql += text
        }

        /// Quotes the name of a table, column, schema, role or channel.
        package mutating func appendInterpolation(identifier name: String) {
            sql += PostgresQuery.quoted(identifier: name)
        }
    }

    /// A name in double quotes, with those inside doubled ("Lexical Structure" in PostgreSQL's manual, 4.1.1).
    static func quoted(identifier name: String) -> String {
        var quoted = "\""
        for scalar in name.unicodeScalars {
            if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
