import Synchronization

/// A place where one task waits for one word, within bounds.
final class Ticket<Word: Sendable>: Sendable {
    private enum State {
        case new
        case waiting(CheckedContinuation<Word?, Never>)
        case over(Word?)
    }

    private let state = Mutex(State.new)

    /// Gives the word. The first one counts.
    ///
    /// - Returns: whether this was the first.
    @discardableResult
    func give(_ word: Word?) -> Bool {
        let (isFirst, waiting) = state.withLock { state -> (Bool, CheckedContinuation<Word?, Never>?) in
            switch state {
            case .new:
                state = .over(word)
                return (true, nil)
            case .waiting(let waiting):
                state = .over(word)
                return (true, waiting)
            case .over: return (false, nil)
            }
        }
        waiting?.resume(returning: word)
        return isFirst
    }

    /// Waits for the word; `nil` when it doesn't come until the deadline, or the task is cancelled. Called once.
    func word(until deadline: ContinuousClock.Instant) async -> Word? {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                try? await Task.sleep(until: deadline, clock: .continuous)
                self.give(nil)
            }
            let word = await withCheckedContinuation { continuation in
                let word = state.withLock { state -> Word?? in
                    if case .over(let word) = state { return .some(word) }
                    state = .waiting(continuation)
                    return nil
                }
                if let word { continuation.resume(returning: word) }
            }
            group.cancelAll()
            return word
        }
    }
}
