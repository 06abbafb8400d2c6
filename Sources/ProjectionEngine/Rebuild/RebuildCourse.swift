import Synchronization
import Vocabulary

/// Counts what a rebuild does, and tells who wants to know.
final class RebuildCourse: Sendable {
    private struct Count {
        var phase = RebuildProgress.Phase.reading
        var start: Int64 = 0
        var events: Int64 = 0
        var total: Int64 = 0
        var unreadable = 0
    }

    private let count = Mutex(Count())
    private let began = ContinuousClock.now
    private let tell: RebuildProgress.Listener

    init(_ tell: @escaping RebuildProgress.Listener) {
        self.tell = tell
    }

    var unreadable: Int { count.withLock { $0.unreadable } }
    var elapsed: Duration { began.duration(to: .now) }
    /// Where it began to read.
    var start: Position { Position(count.withLock { $0.start }) }

    /// A new phase begins.
    func begin(_ phase: RebuildProgress.Phase) async {
        await update { count in count.phase = phase }
    }

    /// A phase begins that goes from a position to a total.
    func begin(_ phase: RebuildProgress.Phase, at start: Position, total: Int64) async {
        await update { count in
            count.phase = phase
            count.start = start.rawValue
            count.events = start.rawValue
            count.total = total
        }
    }

    /// All events before `position` are folded.
    func advance(to position: Position, unreadable: Int) async {
        await update { count in
            count.events = position.rawValue
            count.total = max(count.total, count.events)
            count.unreadable += unreadable
        }
    }

    private func update(_ change: (inout Count) -> Void) async {
        let now = count.withLock { count in
            change(&count)
            return count
        }
        await tell(
            RebuildProgress(
                phase: now.phase, start: now.start, events: now.events, total: now.total, elapsed: elapsed))
    }
}
