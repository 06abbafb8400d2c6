import Vocabulary

/// Rows of one table that are held in memory while facts are folded into them.
///
/// Following, it holds the rows of one batch; rebuilding, as many as the bound allows.
struct StateCache<F: Fold> {
    let fold: F
    // In the order in which they were first touched: rows that belong together are then written together, and the
    // table lies in the order in which it is read.
    private var rows = HeldRows<F>()
    private var places: [F.Key: Int] = [:]
    /// Where the rows are that the table has to be told of, in the order in which they changed.
    private var changed: [Int] = []
    /// What the rows take up in memory, in bytes: an estimate.
    private(set) var weight = 0
    /// How many batches have been begun.
    private var batches: UInt32 = 0
    /// A row itself and its place, in collections that double when they grow and are half full on average.
    private let fixedWeight = (HeldRows<F>.stride + MemoryLayout<F.Key>.stride + 2 * MemoryLayout<Int>.stride) * 3 / 2

    init(_ fold: F) {
        self.fold = fold
    }

    /// How many rows are held.
    var count: Int { rows.marks.count }

    /// Begins a batch: finds the rows that facts touch, once for all that follows.
    ///
    /// - Parameters:
    ///   - kinds: those of the facts that are to be folded.
    ///   - wanted: where they stand.
    mutating func touch(
        _ facts: [RecordedFact], kinds: KindSet = .all, in wanted: Range<Position> = .first..<Position(.max)
    ) -> TouchedRows<F.Key> {
        batches += 1
        var found = TouchedRows<F.Key>()
        for index in facts.indices where facts.isWanted(at: index, kinds, wanted) {
            for key in fold.keys(of: facts[index]) {
                let place: Int
                if let known = places[key] {
                    place = known
                } else {
                    place = add(key)
                    found.new.append(key)
                }
                rows.marks[place].touched = batches
                found.touches.append(Touch(fact: index, place: place))
            }
        }
        return found
    }

    /// Holds rows that were read from the table.
    mutating func hold(_ stored: [(F.Key, F.State)]) {
        for (key, state) in stored {
            let place = places[key] ?? add(key)
            grow(place, to: state.ownWeight ?? 0)
            rows.states[place] = state
            rows.marks[place].exists = true
            rows.marks[place].isStored = true
        }
    }

    /// Folds the facts of a batch in order.
    ///
    /// - Parameter sizes: of the events' bodies, in bytes: what a fact may leave in a row. Empty where nobody asks for the weight.
    /// - Throws: `PoisonedFact` at the first fact that can't be folded; those before it are.
    mutating func apply(_ batch: TouchedRows<F.Key>, of facts: [RecordedFact], sizes: [Int] = []) throws(PoisonedFact) {
        for touch in batch.touches {
            do {
                try apply(facts[touch.fact], at: touch.place, size: sizes.isEmpty ? 0 : sizes[touch.fact])
            } catch {
                throw PoisonedFact(
                    position: facts[touch.fact].event.position, reason: "\(fold.table): \(type(of: error))")
            }
        }
    }

    /// What the table needs to hold these rows too.
    var changes: TableChanges<F> { TableChanges(rows, changed: changed) }

    /// The changes were written: goes on with a share of the rows, with those that were touched last.
    ///
    /// - Parameter forget: told the key of each row that the table has and that isn't held any more.
    mutating func settle(keeping share: Double, forget: (F.Key) -> Void = { _ in }) {
        guard share < 1 else { return settleInPlace() }
        var settled = HeldRows<F>()
        swap(&settled, &rows)
        (places, changed, weight) = ([:], [], 0)
        var kept = Kept(Int(Double(settled.marks.count) * share), of: settled.marks.map(\.touched))
        for (old, marks) in settled.marks.enumerated() {
            if kept.keeps(marks.touched) {
                let place = add(settled.keys[old])
                rows.states[place] = settled.states[old]
                rows.marks[place] = marks.settled
                weight += marks.weight
            } else if marks.exists {
                forget(settled.keys[old])
            }
        }
    }

    /// Holds on to all rows, where they are.
    private mutating func settleInPlace() {
        for place in changed { rows.marks[place] = rows.marks[place].settled }
        changed.removeAll(keepingCapacity: true)
    }

    /// Chooses those that were touched last, never more than were asked for: many are touched by the same batch.
    private struct Kept {
        /// All that a later batch has touched are kept.
        private let batch: UInt32
        /// How many are that this one has.
        private var rest: Int

        init(_ count: Int, of batches: [UInt32]) {
            guard count > 0 else {
                (batch, rest) = (.max, 0)
                return
            }
            let latest = batches.sorted(by: >)[count - 1]
            batch = latest
            rest = count - batches.count { $0 > latest }
        }

        mutating func keeps(_ touched: UInt32) -> Bool {
            guard touched == batch, rest > 0 else { return touched > batch }
            rest -= 1
            return true
        }
    }

    private mutating func apply(_ fact: RecordedFact, at place: Int, size: Int) throws {
        // A row that is to be written anyway needn't be compared, nor kept as it was.
        if rows.marks[place].isChanged {
            try fold.fold(&rows.states[place], key: rows.keys[place], fact: fact)
        } else {
            let before = rows.states[place]
            try fold.fold(&rows.states[place], key: rows.keys[place], fact: fact)
            if before != rows.states[place] {
                rows.marks[place].isChanged = true
                changed.append(place)
            }
        }
        let (exists, own) = rows.weight(of: place)
        grow(place, to: own ?? size)
        rows.marks[place].exists = exists
    }

    /// What later facts replace isn't held any more; the largest of them is as much as a row has.
    private mutating func grow(_ place: Int, to weight: Int) {
        guard weight > rows.marks[place].weight else { return }
        self.weight += weight - rows.marks[place].weight
        rows.marks[place].weight = weight
    }

    private mutating func add(_ key: F.Key) -> Int {
        let place = rows.add(key)
        places[key] = place
        weight += fixedWeight
        return place
    }
}

extension RowMarks {
    /// Once the table was told of the row.
    fileprivate var settled: RowMarks {
        var marks = self
        marks.isStored = exists
        marks.isChanged = false
        return marks
    }
}

/// The rows that a batch of facts touches.
struct TouchedRows<Key: TableKey> {
    fileprivate var touches: [Touch] = []
    /// Those that weren't held before, each once. As long as nothing is held for them they count as rows that the table doesn't have.
    fileprivate(set) var new: [Key] = []
}

/// A fact, by its place in the batch, and a row that it touches, by its place among those that are held.
///
/// By itself, as a type within a generic one is looked up each time that it is used.
private struct Touch {
    let fact: Int
    let place: Int
}

extension [RecordedFact] {
    /// Looks at a fact where it lies, without counting a reference to it.
    fileprivate func isWanted(at index: Int, _ kinds: KindSet, _ wanted: Range<Position>) -> Bool {
        kinds.contains(self[index].event.kind) && wanted.contains(self[index].event.position)
    }
}
