/// What has to be written to a table: the rows that were folded, of which only those that differ are taken.
struct TableChanges<F: Fold>: Sendable {
    private let entries: [StateEntry<F>]
    private var addedPlaces: [Int] = []
    private var updatedPlaces: [Int] = []
    /// Rows that are no more.
    private(set) var removed: [F.Key] = []

    /// - Parameter changed: where the rows are that differ.
    init(entries: [StateEntry<F>], changed: [Int]) {
        self.entries = entries
        for place in changed {
            if entries[place].state != nil {
                if entries[place].isStored { updatedPlaces.append(place) } else { addedPlaces.append(place) }
            } else if entries[place].isStored {
                removed.append(entries[place].key)
            }
        }
    }

    /// Rows that the table doesn't have yet.
    var added: some Collection<(F.Key, F.State)> & Sendable { rows(at: addedPlaces) }

    /// Rows that the table has, with other values.
    var updated: some Collection<(F.Key, F.State)> & Sendable { rows(at: updatedPlaces) }

    // Lazy: a rebuild writes many rows at once, which aren't to be copied together first.
    private func rows(at places: [Int]) -> some Collection<(F.Key, F.State)> & Sendable {
        let entries = entries
        return places.lazy.compactMap { place in entries[place].state.map { (entries[place].key, $0) } }
    }
}

/// A row that is held in memory.
struct StateEntry<F: Fold>: Sendable {
    let key: F.Key
    var state: F.State?
    /// Whether the table has a row of this key.
    var isStored = false
    var isChanged = false
    /// The batch that touched it last; 0 for none.
    var touched: UInt32 = 0
    /// What it takes up, in bytes: an estimate.
    var weight = 0
}
