extension PoolState {
    /// Time has passed: lets waiters go whose time is over, tries again to connect, looks after idle connections.
    mutating func tick(now: Duration) -> [Action] {
        if let wake = pendingWake, wake <= now { pendingWake = nil }
        var actions = giveUpWaiters(now)
        while let first = waiters.first, first.deadline <= now {
            waiters.removeFirst()
            actions.append(.fail(first.id, outageSince == nil ? .timeout : .unreachable))
        }
        return actions + tendIdle(now) + openWhatIsWanted(now)
    }

    private mutating func tendIdle(_ now: Duration) -> [Action] {
        guard !isShuttingDown else { return [] }
        var actions: [Action] = []
        for id in idle {
            guard case .idle(let since, let checked) = connections[id] else { continue }
            if now - since >= settings.idleTimeout, connections.count > settings.minimum {
                actions += drop(id, now: now)
            } else if now - checked >= settings.checkInterval {
                connections[id] = .checking(idleSince: since)
                idle.removeAll { $0 == id }
                actions.append(.check(id))
            }
        }
        return actions
    }

    /// Asks all idle connections for a sign of life.
    mutating func checkIdle() -> [Action] {
        defer { idle = [] }
        return idle.compactMap { id in
            guard case .idle(let since, _) = connections[id] else { return nil }
            connections[id] = .checking(idleSince: since)
            return .check(id)
        }
    }

    /// Asks for a wake-up, when something will be due and none that comes in time is pending.
    mutating func arm(_ now: Duration) -> [Action] {
        var due: [Duration] = []
        if failures > 0, openingCount == 0, wantsAnother { due.append(nextAttempt) }
        if let outageSince, !waiters.isEmpty { due.append(outageSince + settings.outageGrace) }
        for id in idle {
            guard case .idle(let since, let checked) = connections[id] else { continue }
            due.append(checked + settings.checkInterval)
            if connections.count > settings.minimum { due.append(since + settings.idleTimeout) }
        }
        guard let next = due.min(), pendingWake.map({ next < $0 }) ?? true else { return [] }
        pendingWake = max(next, now)
        return [.wake(at: max(next, now))]
    }

    /// Takes no more callers, and closes everything but what is leased, which closes when it comes back.
    ///
    /// - Parameter isForced: doesn't wait for anything.
    mutating func shutDown(isForced: Bool) -> [Action] {
        isShuttingDown = true
        var actions = waiters.map { Action.fail($0.id, .shuttingDown) }
        waiters.removeAll()
        idle.removeAll()
        for (id, connection) in connections.sorted(by: { $0.key < $1.key }) where connection != .leased || isForced {
            connections[id] = nil
            if connection != .leased { actions.append(.close(id)) }
        }
        return actions + finishIfEmpty()
    }
}
