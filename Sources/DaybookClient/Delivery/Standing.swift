/// All that a courier knows at a moment.
struct Standing {
    /// What a caller who waits behind others is told.
    enum Turn: Sendable {
        /// His write is the next one, and he delivers it.
        case yours
        /// It will take longer; the background delivers it.
        case held
    }

    var queue: WriteQueue
    var hold = ServerHold()
    var recent = RecentSessions()
    var clock = WallClock()
    var lastNumber: UInt64
    var isClosed = false
    /// How many are at work in the background: that of ``DaybookClient/run()``, and those of flushes.
    var works = 0
    /// How many deliveries the background has under way.
    var retries = 0
    /// Of the callers who wait for their turn.
    var turns: [UInt64: Ticket<Turn>] = [:]
    /// Of those who wait for something to change.
    var alarms: [Ticket<Void>] = []

    /// Wakes all who wait for something to change.
    mutating func ring() {
        for alarm in alarms { alarm.give(()) }
        alarms = []
    }

    /// The head of a conversation is done with: the next one's turn.
    ///
    /// - Returns: whether the head's caller had been told that it is queued.
    mutating func finish(_ write: PendingWrite) -> Bool {
        let (next, wasReported) = queue.finish(write)
        if case .turn(let number) = next { turns.removeValue(forKey: number)?.give(.yours) }
        ring()
        return wasReported
    }

    /// The head of a conversation wasn't tried after all.
    mutating func release(_ session: String) {
        tell(queue.release(session))
    }

    /// The head of a conversation failed.
    mutating func fail(
        _ session: String, isServersFault: Bool, until: (_ failures: Int) -> ContinuousClock.Instant
    ) {
        tell(queue.fail(session, isServersFault: isServersFault, until: until))
    }

    private mutating func tell(_ numbers: [UInt64]) {
        for number in numbers { turns.removeValue(forKey: number)?.give(.held) }
        ring()
    }

    /// An exchange showed that the server is there.
    mutating func succeed() {
        if !hold.isOpen { queue.lift() }
        hold.succeed()
    }
}
