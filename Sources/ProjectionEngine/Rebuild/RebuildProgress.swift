/// How far a rebuild is.
package struct RebuildProgress: Hashable, Sendable {
    /// Who wants to know; the rebuild waits for it.
    package typealias Listener = @Sendable (RebuildProgress) async -> Void

    /// What a rebuild does, in order. A verification compares once it has read.
    package enum Phase: String, Hashable, Sendable {
        case reading, indexing
        case catchingUp = "catching up"
        case digesting, swapping, comparing
    }

    package var phase: Phase
    /// Where it began: 0, or where one that was killed is gone on with.
    package var start: Int64
    /// Events folded so far, those before `start` included.
    package var events: Int64
    /// Events in the log, as far as is known.
    package var total: Int64
    /// Since the beginning.
    package var elapsed: Duration

    /// Events folded in a second, on average; 0 at the beginning.
    package var eventsPerSecond: Double {
        let seconds = elapsed / .seconds(1)
        return seconds > 0 ? Double(events - start) / seconds : 0
    }

    /// How much of the log is folded, from 0 to 100.
    package var percent: Int { total > 0 ? Int(events * 100 / total) : 100 }

    /// How long reading will take further, at the rate so far; `nil` at the beginning.
    package var timeLeft: Duration? {
        eventsPerSecond > 0 ? .seconds(Double(max(0, total - events)) / eventsPerSecond) : nil
    }
}
