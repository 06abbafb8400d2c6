import Vocabulary

/// Rows of one table that are held in memory while facts are folded into them.
///
/// Following, it holds the rows of one batch; rebuilding, as many as the bound allows.
struct StateCache<F: Fold> {
    let fold: F
    // In the order in which they were first touched: rows that belong together are then written together, and the
    // table lies in the order in which it is read.
    private var entries: [StateEntry<F>] = []
    private var places: [F.Key: Int] = [:]
    /// What the rows take up in memory, in bytes: an estimate.
    private(set) var weight = 0

    init(_ fold: F) {
        self.fold = fold
    }

    /// How many rows are held.
    var count: Int { entries.count }

    /// The keys that the facts touch and that aren't held, each once.
    func missingKeys(of facts: some Sequence<RecordedFact>) -> [F.Key] {
        var seen: Set<F.Key> = []
        var missing: [F.Key] = []
        for fact in facts {
            for key in fold.keys(of: fact) where places[key] == nil && seen.insert(key).inserted { missing.append(key) }
        }
        return missing
    }

    /// Holds rows that were read from the table.
    mutating func hold(_ rows: [(F.Key, F.State)]) {
        for (key, state) in rows {
            add(key, state, isStored: true, weight: state.ownWeight ?? 0)
        }
    }

    /// Folds facts in order. A key that isn't held counts as one that the table has no row of.
    ///
    /// - Throws: `PoisonedFact` at the first fact that can't be folded; those before it are.
    mutating func apply(_ facts: some Sequence<RecordedFact>) throws(PoisonedFact) {
        for fact in facts { try apply(fact) }
    }

    /// Folds a fact.
    ///
    /// - Parameter size: of the event's body, in bytes: what the fact may leave in a row.
    /// - Throws: `PoisonedFact` when it can't be folded.
    mutating func apply(_ fact: RecordedFact, size: Int = 0) throws(PoisonedFact) {
        for key in fold.keys(of: fact) {
            do {
                try apply(fact, to: key, size: size)
            } catch {
                throw PoisonedFact(position: fact.event.position, reason: "\(fold.table): \(type(of: error))")
            }
        }
    }

    /// What the table needs to hold these rows too.
    var changes: TableChanges<F> { TableChanges(entries: entries) }

    /// The changes were written: goes on with the rows that were touched first last, at most so many.
    mutating func settle(keeping count: Int) {
        let kept = entries.suffix(count)
        entries = []
        places = [:]
        weight = 0
        for entry in kept {
            add(entry.key, entry.state, isStored: entry.state != nil, weight: entry.weight)
        }
    }

    private mutating func apply(_ fact: RecordedFact, to key: F.Key, size: Int) throws {
        guard let place = places[key] else {
            let state = try fold.fold(nil, key: key, fact: fact)
            add(key, state, isStored: false, isChanged: true, weight: state?.ownWeight ?? size)
            return
        }
        let before = entries[place].state
        let after = try fold.fold(before, key: key, fact: fact)
        // A row that is to be written anyway needn't be compared.
        if !entries[place].isChanged { entries[place].isChanged = before != after }
        entries[place].state = after
        // What later facts replace isn't held any more; the largest of them is as much as a row has.
        let heavier = max(entries[place].weight, after?.ownWeight ?? size)
        weight += heavier - entries[place].weight
        entries[place].weight = heavier
    }

    private mutating func add(
        _ key: F.Key, _ state: F.State?, isStored: Bool, isChanged: Bool = false, weight: Int
    ) {
        places[key] = entries.count
        entries.append(
            StateEntry(key: key, state: state, isStored: isStored, isChanged: isChanged, weight: weight))
        self.weight += Self.fixedWeight + weight
    }

    /// A row itself and its place, in collections that double when they grow and are half full on average.
    private static var fixedWeight: Int {
        (MemoryLayout<StateEntry<F>>.stride + MemoryLayout<F.Key>.stride + MemoryLayout<Int>.stride) * 3 / 2
    }
}
