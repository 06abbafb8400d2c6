import UnixSignals

/// Does `body` until SIGINT or SIGTERM comes; then it is cancelled, and takes away what it has made.
///
/// - Throws: what `body` throws, or `Failure(.failed)` when it was interrupted.
func untilInterrupted<R: Sendable>(_ body: @escaping @Sendable () async throws -> R) async throws -> R {
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    return try await withThrowingTaskGroup(of: R?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            for await _ in signals { break }
            return nil
        }
        let first = try await group.next() ?? nil
        group.cancelAll()
        if let first { return first }
        // What a cancelled body says of itself is no news; that it came to its end all the same is.
        if case .success(let late?)? = await group.nextResult() { return late }
        throw Failure(.failed, "It was interrupted. Nothing was changed.")
    }
}
