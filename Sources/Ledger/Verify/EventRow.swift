import Cryptography
import Postgres
import Vocabulary

/// A row of `events`, as a verification finds it.
enum EventRow: Sendable {
    case event(StoredEvent)
    /// One that holds what Daybook doesn't write.
    case unreadable(Position, leaf: Hash256?, problem: String)

    var position: Position {
        switch self {
        case .event(let event): event.header.position
        case .unreadable(let position, _, _): position
        }
    }

    /// The leaf hash that was stored with it, if it is one.
    var leaf: Hash256? {
        switch self {
        case .event(let event): event.leaf
        case .unreadable(_, let leaf, _): leaf
        }
    }

    /// Reads rows of the columns that `StoredEvent.decode` reads.
    ///
    /// - Throws: `PostgresError` when not even the position of one can be read.
    static func decode(_ rows: PostgresRows) throws(PostgresError) -> [EventRow] {
        if let events = try? StoredEvent.decode(rows) { return events.map { .event($0) } }
        var read: [EventRow] = []
        for row in rows {
            do throws(PostgresError) {
                read.append(.event(try StoredEvent(row)))
            } catch {
                let leaf: Hash256? = try? row[12].decode()
                read.append(.unreadable(try row[0].decode(), leaf: leaf, problem: error.message))
            }
        }
        return read
    }
}
