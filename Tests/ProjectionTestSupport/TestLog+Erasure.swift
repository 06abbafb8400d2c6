import Ledger
import Postgres
package import Vocabulary

extension TestLog {
    /// Destroys the key of the subject that an event is about.
    @discardableResult
    package func eraseAuthor(of position: Position) async throws -> SubjectID {
        let connection = try await PostgresConnection.connect(owner, logger: logger)
        let rows = try await connection.query("SELECT subject FROM events WHERE position = \(position)")
        let subjects = try rows.decode(column: 0, as: SubjectID.self)
        try await connection.execute("DELETE FROM subject_keys WHERE subject = ANY(\(subjects))")
        await connection.close()
        return subjects[0]
    }
}
