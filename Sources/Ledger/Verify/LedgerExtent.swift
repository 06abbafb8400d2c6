import Postgres
import Vocabulary

/// How far a ledger reaches: its head as it is stored, and its events.
struct LedgerExtent: Sendable {
    let head: StoredHead?
    /// The position behind the last event that the head counts; without a head, behind the last there is.
    let end: Int64
    /// Events that no head counts: the first, and how many there are.
    let beyond: (first: Position, count: Int64)?
    let before: (first: Position, count: Int64)?

    /// Measures the ledger on a connection.
    static func measure(on connection: isolated PostgresConnection) async throws -> LedgerExtent {
        let head = try StoredHead.decode(try await connection.query(PostgresQuery(Statements.readHead)))
        let query = PostgresQuery(Statements.measureEvents, head?.size ?? .max)
        let rows = try await connection.query(query.timeout(LedgerVerifier.joinTimeout))
        let (last, beyond, beyondCount, before, beforeCount) = try rows.decode(
            Int64?.self, Position?.self, Int64.self, Position?.self, Int64.self)[0]
        return LedgerExtent(
            head: head, end: last.map { $0 + 1 } ?? 0, beyond: beyond.map { ($0, beyondCount) },
            before: before.map { ($0, beforeCount) })
    }

    /// Reports the events that no head counts.
    func report(to check: inout LedgerCheck) {
        if let (first, count) = beyond {
            check.find(
                .event(first), count == 1 ? "it lies beyond the head" : "it and \(count - 1) more lie beyond the head")
        }
        if let (first, count) = before {
            check.find(
                .event(first), count == 1 ? "it lies before the first" : "it and \(count - 1) more lie before the first"
            )
        }
    }
}
