import Vocabulary

/// Rows of one table that are held in memory while facts are folded into them.
///
/// Following, it holds the rows of one batch; rebuilding, as many as the bound allows.
struct StateCache<F: Fold> {
    private struct Entry {
        let key: F.Key
        var state: F.State?
        /// Whether the table has a row of this key.
        var isStored: Bool
        var isChanged: Bool
    }

    let fold: F
    // In the order in which they were first touched: rows that belong together are then written together, and the
    // table lies in the order in which it is read.
    private var entries: [Entry] = []
    private var places: [F.Key: Int] = [:]

    init(_ fold: F) {
        self.fold = fold
    }

    /// How many rows are held.
    var count: Int { entries.count }

    /// The keys that the facts touch and that aren't held, each once.
    func missingKeys(of facts: [RecordedFact]) -> [F.Key] {
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
            add(Entry(key: key, state: state, isStored: true, isChanged: false))
        }
    }

    /// Folds facts in order. A key that isn't held counts as one that the table has no row of.
    ///
    /// - Throws: `PoisonedFact` at the first fact that can't be folded; those before it are.
    mutating func apply(_ facts: [RecordedFact]) throws(PoisonedFact) {
        for fact in facts {
            for key in fold.keys(of: fact) {
                do {
                    try apply(fact, to: key)
                } catch {
                    throw PoisonedFact(position: fact.event.position, reason: "\(fold.table): \(type(of: error))")
                }
            }
        }
    }

    /// What the table needs to hold these rows too.
    var changes: TableChanges<F> {
        var changes = TableChanges<F>()
        for entry in entries where entry.isChanged {
            switch (entry.isStored, entry.state) {
            case (false, let state?): changes.added.append((entry.key, state))
            case (true, let state?): changes.updated.append((entry.key, state))
            case (true, nil): changes.removed.append(entry.key)
            case (false, nil): break
            }
        }
        return changes
    }

    /// Holds nothing any more.
    mutating func removeAll() {
        entries.removeAll()
        places.removeAll()
    }

    private mutating func apply(_ fact: RecordedFact, to key: F.Key) throws {
        guard let place = places[key] else {
            let state = try fold.fold(nil, key: key, fact: fact)
            add(Entry(key: key, state: state, isStored: false, isChanged: true))
            return
        }
        let before = entries[place].state
        let after = try fold.fold(before, key: key, fact: fact)
        // A row that is to be written anyway needn't be compared.
        if !entries[place].isChanged { entries[place].isChanged = before != after }
        entries[place].state = after
    }

    private mutating func add(_ entry: Entry) {
        places[entry.key] = entries.count
        entries.append(entry)
    }
}
