import Cryptography
import Postgres

/// A row of `events` as a COPY sends it: cells where they lie in what the database sent, so that nothing is copied or
/// allocated. Valid only while the row is being handed over.
struct EventCells: ~Copyable {
    let position: Int64
    let id: UnsafeRawBufferPointer
    let tenant: UnsafeRawBufferPointer
    let kind: UnsafeRawBufferPointer
    let source: UnsafeRawBufferPointer
    let subject: UnsafeRawBufferPointer
    let conversation: UnsafeRawBufferPointer?
    let actor: UnsafeRawBufferPointer
    let cause: Int64?
    /// Microseconds since the Unix epoch.
    let occurredAt: Int64
    let recordedAt: Int64
    let body: UnsafeRawBufferPointer
    /// The leaf hash that was stored with it, if it is one.
    let leaf: Hash256?
    /// Whether all that an event must have is there, in its proper size.
    let isComplete: Bool

    /// The columns that are read, in their order.
    static let columns = """
        position, id, tenant, kind, source, subject, conversation, actor, cause, occurred_at, recorded_at, body, leaf
        """

    /// Takes a row of these columns.
    ///
    /// - Throws: `.protocolViolation` when it isn't one.
    init(_ cells: inout PostgresCopyCells) throws(PostgresError) {
        let position = Self.integer(try cells.take())
        let id = try cells.take()
        let tenant = try cells.take()
        let kind = try cells.take()
        let source = try cells.take()
        let subject = try cells.take()
        let conversation = try cells.take()
        let actor = try cells.take()
        let cause = Self.integer(try cells.take())
        let occurredAt = Self.integer(try cells.take())
        let recordedAt = Self.integer(try cells.take())
        let body = try cells.take()
        let leaf = try cells.take().flatMap { Hash256(bytes: $0) }
        // Only now, as a value that isn't copyable can't be left half made.
        isComplete =
            id?.count == 16 && tenant != nil && kind != nil && source != nil && subject?.count == 16 && actor != nil
            && (conversation == nil || conversation?.count == 16) && occurredAt != nil && recordedAt != nil
            && body != nil && leaf != nil
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        self.position = position ?? -1
        self.conversation = conversation
        self.cause = cause
        self.leaf = leaf
        self.id = id ?? none
        self.tenant = tenant ?? none
        self.kind = kind ?? none
        self.source = source ?? none
        self.subject = subject ?? none
        self.actor = actor ?? none
        self.body = body ?? none
        self.occurredAt = Self.sinceUnixEpoch(occurredAt ?? 0)
        self.recordedAt = Self.sinceUnixEpoch(recordedAt ?? 0)
    }

    /// PostgreSQL counts from 2000-01-01, 10,957 days later, and has its extremes stand for infinity.
    private static func sinceUnixEpoch(_ time: Int64) -> Int64 {
        let (shifted, overflow) = time.addingReportingOverflow(10_957 * 86_400 * 1_000_000)
        return time == .min ? .min : overflow ? .max : shifted
    }

    private static func integer(_ cell: UnsafeRawBufferPointer?) -> Int64? {
        guard let cell, cell.count == 8 else { return nil }
        return Int64(bigEndian: cell.loadUnaligned(as: Int64.self))
    }
}
