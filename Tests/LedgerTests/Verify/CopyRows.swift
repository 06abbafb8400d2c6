import Cryptography
import MerkleLog
import Postgres
import Vocabulary

@testable import Ledger

/// Rows as a binary COPY hands them over.
enum CopyRows {
    /// So many events from a position on, whose leaves are as they should be.
    static func events(_ positions: Range<Int64>) -> [StoredEvent] {
        positions.map { position in
            let header = EventHeader(
                position: Position(position), id: EventID(high: 0, low: UInt64(position)), tenant: .default,
                kind: .noteAdded, source: .daybook, subject: SubjectID(high: 1, low: 1), conversation: nil,
                actor: .system, cause: nil, occurredAt: Timestamp(microseconds: 1),
                recordedAt: Timestamp(microseconds: 5 + position))
            var event = StoredEvent(header: header, body: [1], leaf: .zero)
            event.leaf = MerkleTree.leafHash(event.entry)
            return event
        }
    }

    /// Lends the cells of an event's row.
    static func withCells<R>(
        of event: StoredEvent, _ body: (inout PostgresCopyCells) throws -> R
    ) throws -> R {
        let header = event.header
        let cells: [(any PostgresEncodable)?] = [
            header.position, header.id, header.tenant, header.kind, header.source, header.subject,
            header.conversation, header.actor, header.cause, header.occurredAt, header.recordedAt, event.body,
            event.leaf,
        ]
        var row = PostgresBuffer()
        row.append(Int16(cells.count))
        for cell in cells {
            if let cell { row.append(lengthPrefixed: cell) } else { row.appendNull() }
        }
        return try row.bytes.withUnsafeBytes { bytes in
            var cells = try PostgresCopyCells(bytes)
            return try body(&cells)
        }
    }

    /// What the check of these rows as a range comes to.
    static func check(_ events: some Sequence<StoredEvent>, in range: Range<Int64>) throws -> RangeResult {
        var check = RangeCheck(range, key: KeyedTally.Key())
        for event in events { try withCells(of: event) { try check.add(&$0) } }
        check.finish()
        return check.result
    }

    /// The head that these events make.
    static func head(_ events: [StoredEvent]) -> StoredHead {
        var range = CompactRange()
        range.append(contentsOf: events.map(\.leaf))
        return StoredHead(
            size: range.size, edge: range.bytes, root: range.root,
            recordedAt: Timestamp(microseconds: 4 + range.size))
    }
}
