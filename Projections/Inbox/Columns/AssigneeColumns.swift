import Postgres
import ProjectionEngine
import Vocabulary

extension Assignee {
    static func write(_ assignee: Assignee?, to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(assignee?.id)
        try row.write(assignee?.name)
        try row.write(assignee?.email)
    }

    static func read(from row: inout RowReader) throws(PostgresError) -> Assignee? {
        let id = try row.next(String?.self)
        let name = try row.next(String?.self)
        let email = try row.next(String?.self)
        return id.map { Assignee(id: $0, name: name, email: email) }
    }
}
