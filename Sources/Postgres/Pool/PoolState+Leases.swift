extension PoolState {
    /// A caller wants a connection.
    mutating func lease(_ waiter: WaiterID, now: Duration) -> [Action] {
        if isShuttingDown { return [.fail(waiter, .shuttingDown)] }
        if let id = idle.popLast() {
            connections[id] = .leased
            return [.hand(id, to: waiter)]
        }
        if isOutage(now) { return [.fail(waiter, .unreachable)] }
        waiters.append(Waiter(id: waiter, deadline: now + settings.leaseTimeout))
        return openWhatIsWanted(now)
    }

    /// A caller doesn't want one any more; nothing happens when it has been answered already.
    mutating func cancel(_ waiter: WaiterID) -> [Action] {
        guard let index = waiters.firstIndex(where: { $0.id == waiter }) else { return [] }
        waiters.remove(at: index)
        return [.fail(waiter, .cancelled)]
    }

    /// A caller gives its connection back.
    ///
    /// - Parameter isReusable: false when it is closed, broken, or was left within a transaction.
    mutating func release(_ id: ConnectionID, isReusable: Bool, now: Duration) -> [Action] {
        guard connections[id] == .leased else { return [] }
        if isShuttingDown { return drop(id, now: now) }
        // What broke one connection may have broken those that lie idle: nobody is to find that out at a caller's expense.
        guard isReusable else { return checkIdle() + drop(id, now: now) }
        return offer(id, now: now)
    }

    /// Forgets a connection, and looks for another if it is needed.
    mutating func drop(_ id: ConnectionID, now: Duration) -> [Action] {
        connections[id] = nil
        idle.removeAll { $0 == id }
        return [.close(id)] + openWhatIsWanted(now) + finishIfEmpty()
    }

    /// Gives a living connection to whoever has waited longest.
    mutating func offer(_ id: ConnectionID, now: Duration) -> [Action] {
        guard !waiters.isEmpty else {
            connections[id] = .idle(since: now, checked: now)
            idle.append(id)
            return arm(now)
        }
        connections[id] = .leased
        return [.hand(id, to: waiters.removeFirst().id)]
    }

    func finishIfEmpty() -> [Action] {
        isShuttingDown && connections.isEmpty ? [.finish] : []
    }
}
