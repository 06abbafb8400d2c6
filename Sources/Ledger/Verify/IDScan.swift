import Postgres

/// Tallies the ids that are kept, by the range of positions that they lie in.
struct IDScan: Sendable {
    /// By the first position of the range.
    private(set) var tallies: [Int64: KeyedTally] = [:]
    private let end: Int64
    private let span: Int64
    private let key: KeyedTally.Key

    /// Under which ids are tallied that lie where no events are.
    static let outside: Int64 = -1

    /// - Parameters:
    ///   - end: the position behind the last event.
    ///   - span: how many positions a range has.
    ///   - key: under which the ids of the events are tallied as well.
    init(end: Int64, span: Int64, key: KeyedTally.Key) {
        self.end = end
        self.span = span
        self.key = key
    }

    /// Scans all ids.
    func run(on connection: isolated PostgresConnection) async throws -> IDScan {
        try await connection.copyOut("COPY event_ids (tenant, id, position) TO STDOUT (FORMAT binary)", into: self) {
            scan, cells in try scan.add(&cells)
        }
    }

    /// Adds a row of the columns tenant, id, position.
    private mutating func add(_ cells: inout PostgresCopyCells) throws(PostgresError) {
        guard let tenant = try cells.take(), let id = try cells.take(), let cell = try cells.take(), cell.count == 8
        else { return }
        let position = Int64(bigEndian: cell.loadUnaligned(as: Int64.self))
        let range = (0..<end).contains(position) ? position / span * span : Self.outside
        tallies[range, default: KeyedTally()].add(tenant: tenant, id: id, position: position, key: key)
    }

    /// The positions between which ids and events differ; `nil` when they belong to each other.
    func differences(from events: [Int64: KeyedTally]) -> ClosedRange<Int64>? {
        var first = Int64.max
        var last = Int64.min
        for range in Set(tallies.keys).union(events.keys) where tallies[range] != events[range] {
            if range == Self.outside { return .min ... .max }
            first = min(first, range)
            last = max(last, range + span - 1)
        }
        return first <= last ? first...last : nil
    }
}
