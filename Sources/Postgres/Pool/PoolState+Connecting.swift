extension PoolState {
    /// The pool runs: opens its minimum, and what was asked for before.
    mutating func start(now: Duration) -> [Action] {
        isStarted = true
        return openWhatIsWanted(now)
    }

    /// A connection was opened.
    mutating func opened(_ id: ConnectionID, now: Duration) -> [Action] {
        // The pool was shut down in the meantime.
        guard connections[id] == .opening else { return [.close(id)] }
        failures = 0
        outageSince = nil
        return offer(id, now: now) + openWhatIsWanted(now)
    }

    /// A connection couldn't be opened.
    mutating func failedToOpen(_ id: ConnectionID, now: Duration) -> [Action] {
        guard connections[id] == .opening else { return [] }
        connections[id] = nil
        // Attempts that were under way together are one failure.
        if now >= nextAttempt {
            failures += 1
            nextAttempt = now + settings.backoff.delay(afterFailures: failures)
        }
        if outageSince == nil, !connections.values.contains(where: { $0 != .opening }) { outageSince = now }
        return giveUpWaiters(now) + openWhatIsWanted(now)
    }

    /// An idle connection was asked for a sign of life.
    mutating func checked(_ id: ConnectionID, isAlive: Bool, now: Duration) -> [Action] {
        guard case .checking(let since) = connections[id] else { return [] }
        guard isAlive else { return drop(id, now: now) }
        guard waiters.isEmpty else { return offer(id, now: now) }
        connections[id] = .idle(since: since, checked: now)
        // At the front: it is the one that hasn't been used for longest.
        idle.insert(id, at: 0)
        return arm(now)
    }

    /// Opens connections for those who wait, up to the maximum, and otherwise up to the minimum. While the server
    /// refuses, one attempt at a time is made, each after a longer pause.
    mutating func openWhatIsWanted(_ now: Duration) -> [Action] {
        guard isStarted, !isShuttingDown else { return [] }
        guard failures == 0 || now >= nextAttempt else { return arm(now) }
        var actions: [Action] = []
        while wantsAnother {
            actions.append(.open(makeConnection()))
        }
        return actions + arm(now)
    }

    var wantsAnother: Bool {
        let opening = openingCount
        guard connections.count < settings.maximum else { return false }
        if failures > 0, opening > 0 { return false }
        return opening < waiters.count || connections.count < settings.minimum
    }

    /// Whether the server has been away for too long to wait for it.
    func isOutage(_ now: Duration) -> Bool {
        guard let outageSince else { return false }
        return now - outageSince >= settings.outageGrace
    }

    mutating func giveUpWaiters(_ now: Duration) -> [Action] {
        guard isOutage(now) else { return [] }
        defer { waiters.removeAll() }
        return waiters.map { .fail($0.id, .unreachable) }
    }
}
