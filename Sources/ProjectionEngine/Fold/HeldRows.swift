/// Rows that are held in memory.
///
/// Column by column: what is asked of every row is then read without touching, or copying, the row itself.
struct HeldRows<F: Fold>: Sendable {
    private(set) var keys: [F.Key] = []
    /// `nil` where there is no row.
    var states: [F.State?] = []
    var marks: [RowMarks] = []

    /// Holds a row too, of which nothing is known yet.
    ///
    /// - Returns: its place.
    mutating func add(_ key: F.Key) -> Int {
        keys.append(key)
        states.append(nil)
        marks.append(RowMarks())
        return keys.count - 1
    }

    /// Whether there is a row at a place, and what it says that its texts and lists take up.
    func weight(of place: Int) -> (exists: Bool, own: Int?) {
        guard let state = states[place] else { return (false, nil) }
        return (true, state.ownWeight)
    }

    /// Bytes of a row itself, without what its texts and lists take up.
    static var stride: Int {
        MemoryLayout<F.Key>.stride + MemoryLayout<F.State?>.stride + MemoryLayout<RowMarks>.stride
    }
}

/// What there is to know of a row besides its columns. By itself, as a type within a generic one is looked up each time that it is used.
struct RowMarks: Sendable {
    /// Whether there is a row.
    var exists = false
    /// Whether the table has a row of this key.
    var isStored = false
    /// Whether it isn't as it was when the table was last told of it.
    var isChanged = false
    /// The batch that touched it last; 0 for none.
    var touched: UInt32 = 0
    /// What its texts and lists take up, in bytes: an estimate.
    var weight = 0
}
