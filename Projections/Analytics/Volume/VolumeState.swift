package import Postgres
package import ProjectionEngine
package import Vocabulary

/// What was counted of one day: in all, for who asks for whole days, and by quarter hours.
package struct VolumeState: Equatable, RowPart {
    /// Of the day as a whole, at the place 0.
    private(set) var total = PackedCounts()
    private(set) var quarters = PackedCounts()
    package private(set) var last: Position

    init(last: Position) {
        self.last = last
    }

    /// Counts a message in the quarter hour in which it occurred.
    ///
    /// - Throws: when the row that was read can't be read further.
    mutating func add(_ message: CountedMessage, _ event: EventHeader) throws(PostgresError) {
        try total.add(message, event, at: 0)
        try quarters.add(message, event, at: Day.place(of: QuarterHour(event.occurredAt)))
        last = event.position
    }

    package static let columns = ["total", "quarters", "last_position"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(total.bytes)
        try row.write(quarters.bytes)
        try row.write(last)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        total = try PackedCounts(row.next())
        quarters = try PackedCounts(row.next())
        last = try row.next()
    }

    package var ownWeight: Int? { total.bytes.count + quarters.bytes.count }
}
