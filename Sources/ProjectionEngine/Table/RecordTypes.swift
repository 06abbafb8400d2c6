import Postgres
import Synchronization

/// The row type of a table that is written to again and again, looked up once for each generation of it.
final class RecordTypes: Sendable {
    private let known = Mutex<(table: Int64, type: PostgresRecordType)?>(nil)

    /// - Parameters:
    ///   - name: the table, as it stands in SQL.
    ///   - table: its object identifier; `nil` where it isn't known, and the type has to be looked up.
    func find(
        _ name: String, _ table: Int64?, on connection: PostgresConnection
    ) async throws(PostgresError) -> PostgresRecordType {
        if let table, let known = known.withLock({ $0 }), known.table == table { return known.type }
        guard let type = try await PostgresRecordType.find(name, on: connection) else {
            throw PostgresError(.decoding, "the table \(name) isn't there")
        }
        if let table { known.withLock { $0 = (table, type) } }
        return type
    }

    func forget() {
        known.withLock { $0 = nil }
    }
}
