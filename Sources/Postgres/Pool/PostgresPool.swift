package import Logging
import ServiceLifecycle
import Synchronization

/// Connections that are shared, each leased to one caller at a time.
///
/// `run` must be running, for instance in a `ServiceGroup`: it opens connections, renews broken ones and looks after idle
/// ones. On graceful shutdown it takes no more callers, waits for those it has and ends.
///
/// What a caller changes in a session (SET, LISTEN, temporary tables) stays there for the next.
package final class PostgresPool: Service {
    let configuration: PostgresConfiguration
    let logger: Logger
    let book: Mutex<PoolBook>
    let errands: AsyncStream<PoolBook.Errand>
    let errandSender: AsyncStream<PoolBook.Errand>.Continuation
    private let start = ContinuousClock.now

    /// - Parameters:
    ///   - size: the most connections that are open at a time.
    ///   - leaseTimeout: how long a caller waits for one.
    package convenience init(
        configuration: PostgresConfiguration, size: Int = 8, leaseTimeout: Duration = .seconds(2), logger: Logger
    ) {
        var settings = PoolState.Settings()
        settings.maximum = max(1, size)
        settings.leaseTimeout = leaseTimeout
        settings.outageGrace = min(settings.outageGrace, leaseTimeout)
        self.init(configuration: configuration, settings: settings, logger: logger)
    }

    init(configuration: PostgresConfiguration, settings: PoolState.Settings, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        book = Mutex(PoolBook(state: PoolState(settings: settings)))
        (errands, errandSender) = AsyncStream.makeStream()
    }

    /// Serves the pool until graceful shutdown, or until the task is cancelled, which waits for nobody.
    ///
    /// - Throws: `.invalidState` when it runs already, or has run.
    package func run() async throws {
        let isFirst = book.withLock { book in
            defer { book.state.isStarted = true }
            return !book.state.isStarted
        }
        guard isFirst else { throw PostgresError(.invalidState, "the pool has been started before") }
        update { state, now in state.start(now: now) }
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await errand in errands {
                    group.addTask { await self.perform(errand) }
                }
                // Cancelled, or finished: timers and attempts to connect are of no use any more.
                group.cancelAll()
            }
        } onGracefulShutdown: {
            self.update { state, _ in state.shutDown(isForced: false) }
        }
        update { state, _ in state.shutDown(isForced: true) }
        // Callers keep what they have until they let it go, and that closes it.
        book.withLock { $0.connections.removeAll() }
    }

    /// Changes the state, and does what follows from it.
    func update(_ change: (inout PoolState, Duration) -> [PoolState.Action]) {
        let now = ContinuousClock.now - start
        let answers = book.withLock { book in
            let actions = change(&book.state, now)
            return book.carryOut(actions, errands: errandSender)
        }
        // Outside of the lock: whoever is resumed may come back at once.
        for answer in answers { answer.resume() }
    }

    private func perform(_ errand: PoolBook.Errand) async {
        switch errand {
        case .open(let id): await open(id)
        case .close(let connection): await connection.close()
        case .check(let id, let connection):
            let isAlive = await connection.check()
            update { state, now in state.checked(id, isAlive: isAlive, now: now) }
        case .wake(let time):
            // Cancelled only when the pool ends.
            try? await Task.sleep(until: start + time, clock: .continuous)
            update { state, now in state.tick(now: now) }
        }
    }

    private func open(_ id: PoolState.ConnectionID) async {
        do throws(PostgresError) {
            let connection = try await PostgresConnection.connect(configuration, logger: logger)
            book.withLock { $0.connections[id] = connection }
            update { state, now in state.opened(id, now: now) }
        } catch {
            let isNews = book.withLock { book in
                defer { book.lastFailure = error }
                return book.state.failures == 0
            }
            if isNews, !Task.isCancelled {
                logger.warning("no connection to the database", metadata: ["error": "\(error)"])
            }
            update { state, now in state.failedToOpen(id, now: now) }
        }
    }
}
