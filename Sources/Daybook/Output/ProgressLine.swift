import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// One line on standard error that says how far something is, how fast, and how long it will take.
///
/// On a terminal the line is rewritten in place, elsewhere one is written every ten seconds.
final class ProgressLine: Sendable {
    private struct State {
        var lastShown: ContinuousClock.Instant?
        var isOpen = false
    }

    private let what: String
    private let started = ContinuousClock.now
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let state = Mutex(State())

    /// - Parameter what: what is counted, in the plural: `events`.
    init(_ what: String) {
        self.what = what
    }

    /// - Parameters:
    ///   - from: what was done before it was begun, and says nothing about how fast it is.
    ///   - note: what comes first on the line.
    func update(done: Int64, total: Int64, from start: Int64 = 0, note: String = "") {
        let now = ContinuousClock.now
        let interval: Duration = isTerminal ? .milliseconds(200) : .seconds(10)
        state.withLock { state in
            let isDue = state.lastShown.map { now - $0 >= interval } ?? (now - started >= interval)
            guard isDue || (done == total && state.isOpen) else { return }
            state.lastShown = now
            state.isOpen = true
            show(done: done, total: total, from: start, elapsed: now - started, note: note)
        }
    }

    /// Ends the line, if there is one.
    func finish() {
        state.withLock { state in
            if state.isOpen, isTerminal { say("") }
            state.isOpen = false
        }
    }

    private func show(done: Int64, total: Int64, from start: Int64, elapsed: Duration, note: String) {
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        let rate = seconds > 0 ? Double(done - start) / seconds : 0
        let percent = total > 0 ? Int(done * 100 / total) : 100
        let left = rate > 0 ? Int(Double(max(0, total - done)) / rate) : 0
        let line = "\(note)\(done) of \(total) \(what) (\(percent) %), \(Int(rate)) a second, \(Self.time(left)) left"
        say(isTerminal ? "\r\u{1B}[K\(line)" : line, terminator: isTerminal ? "" : "\n")
    }

    /// A time in the two units that matter: `12 s`, `4 min 10 s`, `3 h 5 min`.
    static func time(_ seconds: Int) -> String {
        switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
        default: "\(seconds / 3600) h \(seconds / 60 % 60) min"
        }
    }
}
