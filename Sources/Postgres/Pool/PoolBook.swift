/// What a pool keeps under its lock: the state that decides, and the live things that it decides about.
struct PoolBook {
    /// What `PostgresPool.run` does in the background.
    enum Errand: Sendable {
        case open(PoolState.ConnectionID)
        case close(PostgresConnection)
        case check(PoolState.ConnectionID, PostgresConnection)
        case wake(Duration)
    }

    typealias Answer = Result<PoolLease, PostgresError>

    /// A caller that waits. Its answer may come before it has begun to.
    enum Mailbox {
        case empty
        case waiting(CheckedContinuation<Answer, Never>)
        case answered(Answer)
    }

    /// A continuation and what it is resumed with, outside of the lock.
    struct Delivery {
        let continuation: CheckedContinuation<Answer, Never>
        let answer: Answer

        func resume() {
            continuation.resume(returning: answer)
        }
    }

    var state: PoolState
    var connections: [PoolState.ConnectionID: PostgresConnection] = [:]
    var mailboxes: [PoolState.WaiterID: Mailbox] = [:]
    var lastFailure: PostgresError?
    private var lastWaiter = 0

    init(state: PoolState) {
        self.state = state
    }

    mutating func makeWaiter() -> PoolState.WaiterID {
        lastWaiter += 1
        mailboxes[lastWaiter] = .empty
        return lastWaiter
    }

    mutating func carryOut(
        _ actions: [PoolState.Action], errands: AsyncStream<Errand>.Continuation
    ) -> [Delivery] {
        var deliveries: [Delivery] = []
        for action in actions {
            switch action {
            case .open(let id): errands.yield(.open(id))
            case .close(let id):
                if let connection = connections.removeValue(forKey: id) { errands.yield(.close(connection)) }
            case .check(let id):
                if let connection = connections[id] { errands.yield(.check(id, connection)) }
            case .wake(let time): errands.yield(.wake(time))
            case .hand(let id, let waiter):
                guard let connection = connections[id] else { continue }
                deliver(.success(PoolLease(id: id, connection: connection)), to: waiter, &deliveries)
            case .fail(let waiter, let refusal):
                deliver(.failure(error(for: refusal)), to: waiter, &deliveries)
            case .finish: errands.finish()
            }
        }
        return deliveries
    }

    private mutating func deliver(
        _ answer: Answer, to waiter: PoolState.WaiterID, _ deliveries: inout [Delivery]
    ) {
        switch mailboxes[waiter] {
        case .waiting(let continuation):
            mailboxes[waiter] = nil
            deliveries.append(Delivery(continuation: continuation, answer: answer))
        case .empty: mailboxes[waiter] = .answered(answer)
        case .answered, nil: break
        }
    }

    private func error(for refusal: PoolState.Refusal) -> PostgresError {
        switch refusal {
        case .cancelled: PostgresError(.cancelled, "waiting for a connection was cancelled")
        case .shuttingDown: PostgresError(.unavailable, "the connection pool is shutting down")
        case .timeout: PostgresError(.unavailable, "no connection to the database became free in time")
        case .unreachable:
            lastFailure.map { PostgresError(.unavailable, $0.message, server: $0.server) }
                ?? PostgresError(.unavailable, "the database can't be reached")
        }
    }
}

/// A connection that its caller has for itself.
struct PoolLease: Sendable {
    let id: PoolState.ConnectionID
    let connection: PostgresConnection
}
