import CLibPQ

/// The fields of a server's error report ("Error and Notice Message Fields" in PostgreSQL's protocol documentation).
package struct PostgresServerReport: Hashable, Sendable {
    /// Five characters, from appendix A of PostgreSQL's manual or a function's own.
    package let sqlState: String
    /// In the server's language; may repeat values and pieces of SQL.
    package let message: String
    /// May carry data, such as the key that is there already.
    package let detail: String?
    /// What to do about it, in the server's opinion.
    package let hint: String?
    /// The call stack of functions.
    package let context: String?
    /// Where in the statement, counted in characters from 1.
    package let position: Int?
    /// The schema of the object that it is about.
    package let schema: String?
    /// The table that it is about.
    package let table: String?
    /// The column that it is about.
    package let column: String?
    /// The constraint, or unique index, that was violated.
    package let constraint: String?
    /// The C function in the server that raised it.
    let routine: String?

    /// Reads the report out of a failed result; nil when the error is libpq's own, which has no SQLSTATE.
    init?(_ result: OpaquePointer?) {
        func field(_ pointer: UnsafePointer<CChar>?) -> String? { pointer.map { String(cString: $0) } }
        guard let sqlState = field(daybook_pq_error_sqlstate(result)) else { return nil }
        self.sqlState = sqlState
        message = field(daybook_pq_error_message(result)) ?? ""
        detail = field(daybook_pq_error_detail(result))
        hint = field(daybook_pq_error_hint(result))
        context = field(daybook_pq_error_context(result))
        position = field(daybook_pq_error_position(result)).flatMap { Int($0) }
        schema = field(daybook_pq_error_schema(result))
        table = field(daybook_pq_error_table(result))
        column = field(daybook_pq_error_column(result))
        constraint = field(daybook_pq_error_constraint(result))
        routine = field(daybook_pq_error_routine(result))
    }
}

extension PostgresServerReport {
    /// A prepared statement that the server can't run any more: the tables behind it changed their shape, or it was
    /// dropped behind our back. SQLSTATE 0A000 alone says too little; the function that raised it does.
    var isStalePlan: Bool {
        sqlState == "26000" || (sqlState == "0A000" && routine == "RevalidateCachedQuery")
    }

    /// The session is over after these, whatever the statement was.
    var endsSession: Bool {
        ["57P01", "57P02", "57P03", "57P04", "57P05"].contains(sqlState)
    }
}
