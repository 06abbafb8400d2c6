import Synchronization

#if canImport(Glibc)
@preconcurrency import Glibc
#endif

/// Deals a number of events out in lots, and says on standard error how far they are.
final class LotQueue: Sendable {
    private struct State {
        var dealt = 0
        var done = 0
        var shown: ContinuousClock.Instant
    }

    private let total: Int
    private let lot: Int
    private let started = ContinuousClock.now
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let state: Mutex<State>

    init(total: Int, lot: Int) {
        self.total = total
        self.lot = lot
        state = Mutex(State(shown: started))
    }

    /// How many events to append next; `nil` when all are dealt out.
    func next() -> Int? {
        state.withLock { state in
            let count = min(lot, total - state.dealt)
            state.dealt += count
            return count > 0 ? count : nil
        }
    }

    /// Tells of events that are appended.
    func done(_ count: Int) {
        let line: String? = state.withLock { state in
            state.done += count
            let now = ContinuousClock.now
            guard now - state.shown >= (isTerminal ? .milliseconds(200) : .seconds(10)) || state.done == total else {
                return nil
            }
            state.shown = now
            let rate = Double(state.done) / (now - started).inSeconds
            let left = Int(Double(total - state.done) / max(rate, 1))
            return
                "\(state.done) of \(total) events (\(state.done * 100 / total) %), \(Int(rate)) a second, \(left) s left"
        }
        guard let line else { return }
        let isLast = line.hasPrefix("\(total) ")
        fputs(isTerminal ? "\r\u{1B}[K\(line)\(isLast ? "\n" : "")" : "\(line)\n", stderr)
    }
}
