import Synchronization
import Vocabulary

/// Counts what a rebuild does, and tells who wants to know.
final class RebuildCourse: Sendable {
    private struct Count {
        var phase = RebuildProgress.Phase.reading
        var events: Int64 = 0
        var total: Int64 = 0
        var unreadable = 0
    }

    private let count = Mutex(Count())
    private let start = ContinuousClock.now
    private let tell: RebuildProgress.Listener

    init(_ tell: @escaping RebuildProgress.Listener) {
        self.tell = tell
    }

    var unreadable: Int { count.withLock { $0.unreadable } }
    var elapsed: Duration { start.duration(to: .now) }

    /// A new phase begins.
    func begin(_ phase: RebuildProgress.Phase, total: Int64? = nil) async {
        await update { count in
            count.phase = phase
            count.total = total ?? count.total
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
        await tell(RebuildProgress(phase: now.phase, events: now.events, total: now.total, elapsed: elapsed))
    }
}
