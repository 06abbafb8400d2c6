package import Postgres
package import ProjectionEngine
package import Vocabulary

/// In which quarter hours of a period there were messages with a contact. At most 3,072 numbers of two bytes.
package struct ContactState: Equatable, RowPart {
    /// Bit n: on the period's day n, by UTC.
    package private(set) var days: Int32 = 0
    /// Places in the period, in order, each once.
    package private(set) var quarters: [Int16] = []
    package var last: Position

    init(last: Position) {
        self.last = last
    }

    /// Notes a message at a place of the period.
    mutating func add(_ quarter: Int16) {
        days |= Int32(bitPattern: 1 << UInt32(quarter / 96))
        // Most messages come in order: the place is looked for from the end.
        let place = quarters.lastIndex { $0 <= quarter }
        if let place, quarters[place] == quarter { return }
        quarters.insert(quarter, at: place.map { $0 + 1 } ?? 0)
    }

    package static let columns = ["days", "quarters", "last_position"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(days)
        try row.write(quarters)
        try row.write(last)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        days = try row.next()
        quarters = try row.next()
        last = try row.next()
    }
}
