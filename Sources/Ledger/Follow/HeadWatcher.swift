import Logging
import Postgres
import Synchronization

/// Knows how large the log is, as of a moment ago, and wakes those who wait for more.
///
/// Fed by NOTIFY, and by asking every second: a notification that got lost costs a second, never an event.
package final class HeadWatcher: Sendable {
    private struct Waiter {
        var size: Int64
        var continuation: CheckedContinuation<Int64, Never>
    }

    private struct State {
        var size: Int64 = 0
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// The number of events known to be committed.
    package var size: Int64 {
        state.withLock { $0.size }
    }

    /// Waits until the log has more than `size` events, or the time is over.
    ///
    /// - Returns: the number of events known by then.
    package func wait(beyond size: Int64, atMost limit: Duration) async -> Int64 {
        let known = self.size
        guard known <= size else { return known }
        return await withTaskGroup(of: Int64.self) { group in
            group.addTask { await self.wake(beyond: size) }
            group.addTask {
                try? await Task.sleep(for: limit)
                return self.size
            }
            let first = await group.next() ?? self.size
            group.cancelAll()
            return first
        }
    }

    /// Tells that the log has at least `size` events.
    package func advance(to size: Int64) {
        let woken = state.withLock { state in
            guard size > state.size else { return [Waiter]() }
            state.size = size
            let woken = state.waiters.filter { $0.value.size < size }
            for waiter in woken.keys { state.waiters[waiter] = nil }
            return Array(woken.values)
        }
        for waiter in woken { waiter.continuation.resume(returning: size) }
    }

    /// Tells that the log has only `size` events, whatever was said before.
    func retreat(to size: Int64) {
        state.withLock { $0.size = size }
    }

    private func wake(beyond size: Int64) async -> Int64 {
        let ticket = state.withLock { state in
            defer { state.nextWaiter += 1 }
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known: Int64? = state.withLock { state in
                    if state.size > size || Task.isCancelled { return state.size }
                    state.waiters[ticket] = Waiter(size: size, continuation: continuation)
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            let waiter = state.withLock { ($0.waiters.removeValue(forKey: ticket), $0.size) }
            waiter.0?.continuation.resume(returning: waiter.1)
        }
    }

    /// The name of the log's channel: one PostgreSQL schema is one log.
    static func channel(on connection: PostgresConnection) async throws -> String {
        // A channel's name has 63 bytes at most, as a schema's has.
        let rows = try await connection.query(
            """
            SELECT 'daybook_' || CASE WHEN octet_length(name) <= 55 THEN name ELSE md5(name) END
            FROM current_schema() AS name
            """)
        return try rows.decode(String.self).first ?? "daybook_public"
    }
}
