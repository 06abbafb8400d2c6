import ProjectionEngine
import Synchronization
import Vocabulary

/// Shows how far a rebuild or a verification is: a line on standard error for a person, objects on standard output for a program.
final class RebuildDisplay: Sendable {
    private struct State {
        var phase: RebuildProgress.Phase?
        var lastShown = ContinuousClock.now
    }

    private let format: OutputFormat
    private let line = ProgressLine("events")
    private let state = Mutex(State())

    init(format: OutputFormat) {
        self.format = format
    }

    func show(_ progress: RebuildProgress) {
        guard format == .jsonl else {
            let note = progress.phase == .reading ? "" : "\(progress.phase.rawValue), "
            return line.update(done: progress.events, total: progress.total, from: progress.start, note: note)
        }
        // Once a phase and twice a second: what comes more often says nothing more.
        let isDue = state.withLock { state in
            let now = ContinuousClock.now
            guard state.phase != progress.phase || state.lastShown.duration(to: now) >= .milliseconds(500) else {
                return false
            }
            state.phase = progress.phase
            state.lastShown = now
            return true
        }
        if isDue { Self.json(progress).show() }
    }

    /// Ends the line.
    func finish() {
        line.finish()
    }

    private static func json(_ progress: RebuildProgress) -> JSON {
        let left = progress.timeLeft.map { JSON.integer(Int64($0 / .seconds(1))) }
        return [
            "phase": .string(progress.phase.rawValue), "events": .integer(progress.events),
            "total": .integer(progress.total), "percent": .integer(Int64(progress.percent)),
            "events_per_second": .integer(Int64(progress.eventsPerSecond)), "seconds_left": left ?? .null,
        ]
    }
}
