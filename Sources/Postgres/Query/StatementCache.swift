/// The statements that one connection holds prepared, the least recently used making room for a new one.
///
/// The cache knows only what the server confirmed: preparing and dropping are no part of any transaction, so a
/// statement is here from the moment its preparation succeeded until its removal is confirmed or certain to follow.
struct StatementCache {
    /// The same text with other parameter types is another statement.
    struct Key: Hashable {
        let statement: PostgresStatement
        let types: [UInt32]
    }

    private struct Entry {
        let name: String
        var lastUse: UInt64
    }

    private let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var clock: UInt64 = 0
    private var made: UInt64 = 0

    /// Names that the server still holds, and that nothing refers to any more.
    private(set) var dropped: [String] = []

    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    var count: Int { entries.count }

    /// The server's name of a statement that is prepared already.
    mutating func name(for key: Key) -> String? {
        guard let index = entries.index(forKey: key) else { return nil }
        clock += 1
        entries.values[index].lastUse = clock
        return entries.values[index].name
    }

    /// A name that this connection has never used.
    mutating func makeName() -> String {
        made += 1
        return "daybook_\(made)"
    }

    /// The server confirmed the preparation.
    mutating func insert(_ name: String, for key: Key) {
        if let old = entries.removeValue(forKey: key) { dropped.append(old.name) }
        while entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            entries.removeValue(forKey: oldest.key)
            dropped.append(oldest.value.name)
        }
        clock += 1
        entries[key] = Entry(name: name, lastUse: clock)
    }

    /// The server can't run the statement any more.
    mutating func invalidate(_ key: Key) {
        if let old = entries.removeValue(forKey: key) { dropped.append(old.name) }
    }

    /// The server confirmed that it holds the statement no longer.
    mutating func forget(_ name: String) {
        dropped.removeAll { $0 == name }
    }
}
