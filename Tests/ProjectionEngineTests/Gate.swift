import Synchronization

/// Holds up a rebuild at a place.
final class Gate: Sendable {
    private let state = Mutex((isReached: false, isOpen: false))

    /// Waits until the gate is open, or the task is cancelled.
    func reach() async {
        state.withLock { $0.isReached = true }
        while !state.withLock({ $0.isOpen }), !Task.isCancelled { try? await Task.sleep(for: .milliseconds(1)) }
    }

    func open() {
        state.withLock { $0.isOpen = true }
    }

    /// Waits until somebody is at the gate.
    func wait() async throws {
        while !state.withLock({ $0.isReached }) { try await Task.sleep(for: .milliseconds(1)) }
    }
}
