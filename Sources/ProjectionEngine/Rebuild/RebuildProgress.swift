/// How far a rebuild is.
package struct RebuildProgress: Hashable, Sendable {
    /// Who wants to know; the rebuild waits for it.
    package typealias Listener = @Sendable (RebuildProgress) async -> Void

    /// What a rebuild does, in order.
    package enum Phase: String, Hashable, Sendable {
        case reading, indexing
        case catchingUp = "catching up"
        case digesting, swapping
    }

    package var phase: Phase
    /// Events folded so far.
    package var events: Int64
    /// Events in the log, as far as is known.
    package var total: Int64
    /// Since the beginning.
    package var elapsed: Duration

    /// Events folded in a second, on average; 0 at the beginning.
    package var eventsPerSecond: Double {
        let seconds = elapsed / .seconds(1)
        return seconds > 0 ? Double(events) / seconds : 0
    }
}
