import Cryptography
package import Postgres
import Vocabulary

extension StoredEvent {
    /// Reads rows of the columns position, id, tenant, kind, source, subject, conversation, actor, cause, occurred_at, recorded_at,
    /// body, leaf.
    package static func decode(_ rows: PostgresRows) throws(PostgresError) -> [StoredEvent] {
        var events: [StoredEvent] = []
        events.reserveCapacity(rows.count)
        for row in rows { events.append(try StoredEvent(row)) }
        return events
    }

    /// Reads one such row.
    package init(_ row: PostgresRow) throws(PostgresError) {
        let header = EventHeader(
            position: try row[0].decode(), id: try row[1].decode(), tenant: try row[2].decode(),
            kind: try row[3].decode(), source: try row[4].decode(), subject: try row[5].decode(),
            conversation: try row[6].decode(), actor: try row[7].decode(), cause: try row[8].decode(),
            occurredAt: try row[9].decode(), recordedAt: try row[10].decode())
        self.init(header: header, body: try row[11].decode(), leaf: try row[12].decode())
    }
}
