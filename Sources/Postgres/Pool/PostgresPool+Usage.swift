import Synchronization

/// How a pool's connections are used at a moment.
package struct PostgresPoolUsage: Hashable, Sendable {
    /// Open, and free for the next caller.
    package var idle = 0
    /// Leased to a caller.
    package var leased = 0
    /// Being opened.
    package var opening = 0
    /// The most that may be open.
    package var maximum: Int
    /// Callers that wait for a connection.
    package var waiting: Int
}

extension PostgresPool {
    /// How its connections are used now.
    package var usage: PostgresPoolUsage {
        book.withLock { book in
            var usage = PostgresPoolUsage(maximum: book.state.settings.maximum, waiting: book.state.waiters.count)
            for connection in book.state.connections.values {
                switch connection {
                case .idle, .checking: usage.idle += 1
                case .leased: usage.leased += 1
                case .opening: usage.opening += 1
                }
            }
            return usage
        }
    }
}
