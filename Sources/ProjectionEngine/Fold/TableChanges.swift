/// What has to be written to a table: the rows that were folded, of which only those that differ are taken.
struct TableChanges<F: Fold>: Sendable {
    let entries: [StateEntry<F>]

    /// Rows that the table doesn't have yet.
    var added: some Collection<(F.Key, F.State)> & Sendable { written(isStored: false) }

    /// Rows that the table has, with other values.
    var updated: some Collection<(F.Key, F.State)> & Sendable { written(isStored: true) }

    /// Rows that are no more.
    var removed: [F.Key] {
        entries.compactMap { $0.isChanged && $0.isStored && $0.state == nil ? $0.key : nil }
    }

    // Lazy: a rebuild writes many rows at once, which aren't to be copied together first.
    private func written(isStored: Bool) -> some Collection<(F.Key, F.State)> & Sendable {
        entries.lazy.compactMap { entry in
            entry.isChanged && entry.isStored == isStored ? entry.state.map { (entry.key, $0) } : nil
        }
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
