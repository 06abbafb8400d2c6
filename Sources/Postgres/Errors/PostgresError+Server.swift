extension PostgresError {
    /// A server's refusal in words that carry no data: the name of the condition and of the object.
    init(_ report: PostgresServerReport) {
        var message = "the database refused the statement: "
        message += sqlStateNames[report.sqlState] ?? "error"
        message += " (\(report.sqlState)"
        let objects = [("constraint", report.constraint), ("table", report.table), ("column", report.column)]
        for case (let kind, let name?) in objects { message += ", \(kind) \(name)" }
        message += ")"
        self.init(.server(report.sqlState), message, server: report)
    }
}

/// The conditions that an application meets, from appendix A of PostgreSQL's manual.
private let sqlStateNames: [String: String] = [
    "08006": "connection failure",
    "0A000": "feature not supported",
    "21000": "cardinality violation",
    "22000": "data exception",
    "22001": "string too long",
    "22003": "numeric value out of range",
    "22007": "invalid datetime format",
    "22012": "division by zero",
    "22021": "character not in repertoire",
    "22023": "invalid parameter value",
    "22P02": "invalid text representation",
    "22P03": "invalid binary representation",
    "23502": "not-null violation",
    "23503": "foreign key violation",
    "23505": "unique violation",
    "23514": "check violation",
    "23P01": "exclusion violation",
    "25001": "active SQL transaction",
    "25006": "read-only transaction",
    "25P02": "the transaction has already failed",
    "25P03": "idle in transaction timeout",
    "26000": "no such prepared statement",
    "28000": "invalid authorization",
    "28P01": "invalid password",
    "2BP01": "dependent objects still exist",
    "3D000": "no such database",
    "3F000": "no such schema",
    "40001": "serialization failure",
    "40P01": "deadlock detected",
    "42501": "insufficient privilege",
    "42601": "syntax error",
    "42703": "no such column",
    "42704": "no such object",
    "42710": "object exists already",
    "42723": "function exists already",
    "42804": "datatype mismatch",
    "42883": "no such function",
    "42P01": "no such table",
    "42P02": "no such parameter",
    "42P04": "database exists already",
    "42P06": "schema exists already",
    "42P07": "table exists already",
    "42P18": "indeterminate datatype",
    "53100": "disk full",
    "53200": "out of memory",
    "53300": "too many connections",
    "54000": "program limit exceeded",
    "55000": "object not in prerequisite state",
    "55006": "object in use",
    "55P03": "lock not available",
    "57014": "query cancelled",
    "57P01": "the server is shutting down",
    "57P02": "the server crashed",
    "57P03": "the server can't take connections now",
    "57P04": "the database was dropped",
    "58030": "input or output error",
    "P0001": "raised by a function",
    "XX001": "data corrupted",
    "XX002": "index corrupted",
]
