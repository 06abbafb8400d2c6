/// What a pool decides: which connection goes to whom, when to open another, when to give up.
///
/// It holds no socket and no clock. Each call says what has happened and when, and answers what is to be done about it.
/// Times are durations since the pool was made.
struct PoolState {
    typealias ConnectionID = Int
    typealias WaiterID = Int

    struct Settings {
        /// Open connections kept even when nobody asks.
        var minimum = 1
        var maximum = 8
        /// How long a caller waits for a connection.
        var leaseTimeout = Duration.seconds(2)
        /// A server that has been away for so long fails callers at once: a restart is waited for, an outage isn't.
        var outageGrace = Duration.seconds(1)
        /// A connection that lay idle for so long is asked for a sign of life.
        var checkInterval = Duration.seconds(30)
        /// A connection beyond the minimum that lay idle for so long is closed.
        var idleTimeout = Duration.seconds(300)
        var backoff = PostgresBackoff()
    }

    enum Action: Equatable {
        case open(ConnectionID)
        case close(ConnectionID)
        case check(ConnectionID)
        case hand(ConnectionID, to: WaiterID)
        case fail(WaiterID, Refusal)
        /// Call `tick` at this time; earlier and superfluous calls do no harm.
        case wake(at: Duration)
        /// The last connection is gone after a shutdown.
        case finish
    }

    /// Why a caller gets no connection.
    enum Refusal: Equatable {
        case timeout, unreachable, cancelled, shuttingDown
    }

    struct Waiter {
        let id: WaiterID
        let deadline: Duration
    }

    enum Connection: Equatable {
        case opening
        /// Since when it is idle, and when it last showed that it lives.
        case idle(since: Duration, checked: Duration)
        case checking(idleSince: Duration)
        case leased
    }

    let settings: Settings
    var connections: [ConnectionID: Connection] = [:]
    /// Idle connections, the most recently used last.
    var idle: [ConnectionID] = []
    /// In the order in which they came. All have the same patience, so the first is also the first to give up.
    var waiters: [Waiter] = []
    var isStarted = false
    var isShuttingDown = false
    private var lastConnection = 0

    /// Failed attempts to connect in a row, and when the next may be made.
    var failures = 0
    var nextAttempt = Duration.zero
    /// Since when no connection could be had.
    var outageSince: Duration?
    /// The wake-up that was asked for and hasn't come.
    var pendingWake: Duration?

    init(settings: Settings) {
        self.settings = settings
    }

    var openingCount: Int { connections.values.count { $0 == .opening } }

    mutating func makeConnection() -> ConnectionID {
        lastConnection += 1
        connections[lastConnection] = .opening
        return lastConnection
    }
}
