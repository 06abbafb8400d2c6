import Cryptography
import Postgres
package import Vocabulary

/// A stretch of the log, read as a whole.
package struct EventScan: Sendable {
    /// The events of the kinds that were asked for, in order.
    package internal(set) var events: [StoredEvent] = []
    /// How many events there were, those of other kinds included.
    package internal(set) var count = 0
    /// The position after the last of them.
    package internal(set) var next: Position
    /// Whether there is more in the range, which was too much.
    package internal(set) var isCut = false
}

extension LedgerReader {
    /// Reads all events of a range of positions by one COPY, which costs the server and this process less than rows of a query do.
    ///
    /// - Parameters:
    ///   - kinds: all others are counted, and passed over without their bodies.
    ///   - bytes: where to stop, in sealed bytes: the first event is read whatever its size.
    package func scan(
        _ range: Range<Position>, kinds: Set<EventKind>, atMost bytes: Int
    ) async throws(LedgerError) -> EventScan {
        // COPY takes no parameters; these are integers and words of the vocabulary.
        let wanted = kinds.map(\.rawValue).sorted().joined(separator: ",")
        let query: PostgresQuery =
            """
            COPY (SELECT position, id, tenant, kind, source, subject, conversation, actor, cause, occurred_at, recorded_at,
                    CASE WHEN kind = ANY ('{\(unsafe: wanted)}'::text[]) THEN body ELSE '' END, leaf
                  FROM events
                  WHERE position >= \(unsafe: "\(range.lowerBound)") AND position < \(unsafe: "\(range.upperBound)")
                  ORDER BY position) TO STDOUT (FORMAT binary)
            """
        return try await read { connection in
            let reader = EventScanReader(from: range.lowerBound, kinds: kinds, bytes: bytes)
            return try await connection.copyOut(query, into: reader) { reader, cells in try reader.add(&cells) }.scan
        }
    }
}

/// Makes events of rows.
private struct EventScanReader: Sendable {
    private(set) var scan: EventScan
    private var bytesLeft: Int
    private var kinds: KnownTexts<(kind: EventKind, isWanted: Bool)>
    private var tenants = KnownTexts { TenantID($0) }
    private var sources = KnownTexts { Source($0) }
    private var actors = KnownTexts { Actor($0) }

    init(from start: Position, kinds: Set<EventKind>, bytes: Int) {
        scan = EventScan(next: start)
        bytesLeft = bytes
        self.kinds = KnownTexts { text in EventKind(text).map { ($0, kinds.contains($0)) } }
    }

    mutating func add(_ cells: inout PostgresCopyCells) throws {
        // What no longer fits is read again, by whoever asks for the rest.
        guard !scan.isCut else { return }
        let row = try EventCells(&cells)
        guard let (kind, isWanted) = kinds.value(of: row.kind) else { throw Self.unknown(row) }
        if isWanted {
            scan.isCut = scan.count > 0 && row.body.count > bytesLeft
            if scan.isCut { return }
            bytesLeft -= row.body.count
            scan.events.append(try event(row, kind))
        }
        scan.count += 1
        scan.next = Position(row.position + 1)
    }

    private mutating func event(_ row: borrowing EventCells, _ kind: EventKind) throws(LedgerError) -> StoredEvent {
        guard row.isComplete, let leaf = row.leaf, let tenant = tenants.value(of: row.tenant),
            let source = sources.value(of: row.source), let actor = actors.value(of: row.actor)
        else { throw Self.unknown(row) }
        let header = EventHeader(
            position: Position(row.position), id: EventID(raw: row.id), tenant: tenant, kind: kind, source: source,
            subject: SubjectID(raw: row.subject), conversation: row.conversation.map { ConversationID(raw: $0) },
            actor: actor, cause: row.cause.map { Position($0) }, occurredAt: Timestamp(microseconds: row.occurredAt),
            recordedAt: Timestamp(microseconds: row.recordedAt))
        return StoredEvent(header: header, body: Array(row.body), leaf: leaf)
    }

    private static func unknown(_ row: borrowing EventCells) -> LedgerError {
        LedgerError(
            .corrupt,
            "The event at position \(row.position) isn't one that this version knows. Run: daybook audit verify")
    }
}

extension UUIDIdentifier {
    /// - Parameter bytes: sixteen.
    fileprivate init(raw bytes: UnsafeRawBufferPointer) {
        self.init(
            high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
}
