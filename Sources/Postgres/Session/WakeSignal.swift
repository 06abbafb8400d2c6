import CLibPQ
import Glibc
import Synchronization

/// Wakes a thread that waits in `poll` for its socket, and tells it which operation was cancelled.
final class WakeSignal: Sendable {
    /// Readable after `wake()`.
    let descriptor: Int32
    private let cancelled = Atomic<UInt64>(0)

    init() throws(PostgresError) {
        descriptor = daybook_eventfd()
        guard descriptor >= 0 else {
            throw PostgresError(.unavailable, "no file descriptor is left for a connection")
        }
    }

    deinit {
        close(descriptor)
    }

    func wake() {
        var one: UInt64 = 1
        // Fails only when the counter is full, and then the descriptor is readable all the same.
        _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
    }

    /// Makes the descriptor unreadable again.
    func drain() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, MemoryLayout<UInt64>.size)
    }

    /// Cancels one operation: a late call hits nothing else.
    func cancel(_ operation: UInt64) {
        cancelled.store(operation, ordering: .releasing)
        wake()
    }

    func isCancelled(_ operation: UInt64) -> Bool {
        cancelled.load(ordering: .acquiring) == operation
    }
}
