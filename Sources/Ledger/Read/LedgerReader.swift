import Cryptography
import MerkleLog
package import Postgres
package import Vocabulary

/// Reads what is committed: events, their bodies, the tree and its checkpoints.
///
/// Numbering order is commit order, so who has seen a position has seen everything below it.
package struct LedgerReader: Sendable {
    private let pool: PostgresPool
    private let keys: SubjectKeys

    /// Reads through `pool`, which may lead to a replica; bodies are opened with `keys`.
    package init(pool: PostgresPool, keys: SubjectKeys) {
        self.pool = pool
        self.keys = keys
    }

    /// Reads through `pool` what takes no key: the tree, its checkpoints, and the events with their bodies sealed. `open` fails.
    package init(pool: PostgresPool) {
        self.init(pool: pool, keys: SubjectKeys(master: MasterKey(SymmetricKey.random()), capacity: 1))
    }

    /// The head of the log.
    package func head() async throws(LedgerError) -> TreeHead {
        try await read { connection in
            let rows = try await connection.query(PostgresQuery(Statements.readHead))
            guard
                let (size, edge, root, recordedAt) = try rows.decode(
                    Int64.self, [UInt8].self, Hash256.self, Timestamp.self
                ).first
            else { throw LedgerError(.schema, "The ledger has no head. Run: daybook migrate") }
            let range = try CompactRange(size: size, bytes: edge)
            guard range.root == root else {
                throw LedgerError(.corrupt, "The ledger's head is damaged. Run: daybook audit verify")
            }
            return TreeHead(size: size, root: root, edge: range.hashes, recordedAt: recordedAt)
        }
    }

    /// Events in order of position.
    package func events(_ selection: EventSelection) async throws(LedgerError) -> [StoredEvent] {
        try await read { connection in
            let rows = try await connection.query(Self.query(selection))
            return try StoredEvent.decode(rows)
        }
    }

    /// The event at a position, if the log is that long.
    package func event(at position: Position) async throws(LedgerError) -> StoredEvent? {
        try await events(EventSelection(from: position, before: position.next, limit: 1)).first
    }

    /// Opens the bodies of events. One whose subject was erased has none any more.
    ///
    /// - Throws: `LedgerError(.corrupt)` when a body was changed after it was sealed.
    package func open(_ events: [StoredEvent]) async throws(LedgerError) -> [OpenedEvent] {
        let subjects = Set(events.map(\.header.subject))
        let keys = try await read { connection in try await self.keys.keys(of: subjects, on: connection) }
        var opened: [OpenedEvent] = []
        opened.reserveCapacity(events.count)
        for event in events {
            opened.append(
                OpenedEvent(header: event.header, body: try Self.body(of: event, key: keys[event.header.subject])))
        }
        return opened
    }

    private static func body(of event: StoredEvent, key: SymmetricKey?) throws(LedgerError) -> EventBody? {
        guard let key else { return nil }
        let header = event.header
        let plain = try BodySeal.open(
            event.body, key: key, tenant: header.tenant, id: header.id, subject: header.subject)
        do {
            return try EventBody(encoded: plain)
        } catch {
            throw LedgerError(.corrupt, "The body of event \(header.id) (position \(header.position)): \(error).")
        }
    }

    private static func query(_ selection: EventSelection) -> PostgresQuery {
        let from = selection.from
        let before = selection.before ?? Position(.max)
        let tenant = selection.tenant?.description
        let kinds = selection.kinds.map { $0.map(\.rawValue) }
        let limit = Int64(selection.limit)
        if let conversation = selection.conversation {
            return PostgresQuery(
                Statements.readConversationEvents, from, before, tenant, kinds, limit, conversation, selection.subject)
        }
        if let subject = selection.subject {
            return PostgresQuery(Statements.readSubjectEvents, from, before, tenant, kinds, limit, subject)
        }
        return PostgresQuery(Statements.readEvents, from, before, tenant, kinds, limit)
    }

    /// Does `body` on a connection for reading.
    func read<R: Sendable>(
        _ body: @Sendable (PostgresConnection) async throws -> R
    ) async throws(LedgerError) -> R {
        try await ledgerAccess { try await pool.withConnection(body) }
    }
}
