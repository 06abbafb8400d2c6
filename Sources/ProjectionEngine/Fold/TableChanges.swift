/// What has to be written to a table.
struct TableChanges<F: Fold>: Sendable {
    /// Rows that the table doesn't have yet.
    var added: [(F.Key, F.State)] = []
    /// Rows that the table has, with other values.
    var updated: [(F.Key, F.State)] = []
    /// Rows that are no more.
    var removed: [F.Key] = []
}
