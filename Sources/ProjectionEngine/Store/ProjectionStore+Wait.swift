package import Vocabulary

extension ProjectionStore {
    /// Waits until a projection has folded the event at `position`, so that a read sees what was written before.
    ///
    /// It asks the database, since any process may be the one that follows: soon at first, then every 50 ms.
    ///
    /// - Throws: `.behind` when the time is over, `.notFound`, `.unavailable`.
    package func wait(
        for name: String, until position: Position, atMost limit: Duration
    ) async throws(ProjectionError) {
        let deadline = ContinuousClock.now + limit
        var pause = Duration.milliseconds(3)
        while true {
            guard let state = try await state(of: name) else { throw ProjectionError.unknown(name) }
            if state.position > position { return }
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero, !Task.isCancelled else {
                throw ProjectionError(
                    .behind, "The projection \(name) hasn't come to position \(position) yet. Try again shortly.")
            }
            // Woken early by cancellation, which the next round sees.
            try? await Task.sleep(for: min(pause, left))
            pause = min(pause * 2, .milliseconds(50))
        }
    }
}
