/// What has to be written to a table: the rows that were folded, of which only those that differ are taken.
struct TableChanges<F: Fold>: Sendable {
    /// Rows that the table doesn't have yet.
    let added: ChangedRows<F>
    /// Rows that the table has, with other values.
    let updated: ChangedRows<F>
    /// Rows that are no more.
    let removed: [F.Key]

    /// - Parameter changed: where the rows are that differ.
    init(_ rows: HeldRows<F>, changed: [Int]) {
        var (added, updated, removed): ([Int], [Int], [F.Key]) = ([], [], [])
        for place in changed {
            let marks = rows.marks[place]
            switch (marks.exists, marks.isStored) {
            case (true, true): updated.append(place)
            case (true, false): added.append(place)
            case (false, true): removed.append(rows.keys[place])
            case (false, false): break
            }
        }
        self.added = ChangedRows(rows: rows, places: added)
        self.updated = ChangedRows(rows: rows, places: updated)
        self.removed = removed
    }
}

/// Some of the rows that are held, taken out one at a time: a rebuild writes many at once, which aren't to be copied together first.
struct ChangedRows<F: Fold>: Sequence, Sendable {
    fileprivate let rows: HeldRows<F>
    fileprivate let places: [Int]

    var isEmpty: Bool { places.isEmpty }

    /// The same rows, so many at a time.
    func portions(of count: Int) -> some Sequence<ChangedRows> {
        stride(from: 0, to: places.count, by: count).lazy.map { start in
            ChangedRows(rows: rows, places: Array(places[start...].prefix(count)))
        }
    }

    func makeIterator() -> Iterator {
        Iterator(rows: rows, places: places.makeIterator())
    }

    struct Iterator: IteratorProtocol {
        fileprivate let rows: HeldRows<F>
        fileprivate var places: [Int].Iterator

        mutating func next() -> (F.Key, F.State)? {
            while let place = places.next() {
                if let state = rows.states[place] { return (rows.keys[place], state) }
            }
            return nil
        }
    }
}
