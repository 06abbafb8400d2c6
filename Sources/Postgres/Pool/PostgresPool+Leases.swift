import Logging
import Synchronization

extension PostgresPool {
    /// Lends a connection for as long as `body` runs.
    ///
    /// - Throws: what `body` throws; `.unavailable` when the server can't be reached or no connection becomes free
    ///   within the lease timeout; `.cancelled`.
    package func withConnection<R>(_ body: (PostgresConnection) async throws -> R) async throws -> R {
        let lease = try await lease()
        do {
            let value = try await body(lease.connection)
            release(lease, isReusable: true)
            return value
        } catch {
            // A server that is no longer the primary must be left, although the connection works.
            let isDemoted = (error as? PostgresError)?.sqlState == "25006"
            release(lease, isReusable: !isDemoted)
            throw error
        }
    }

    private func release(_ lease: PoolLease, isReusable: Bool) {
        let status = lease.connection.transactionStatus
        if status == .inTransaction || status == .failed {
            logger.error("a connection came back to the pool within a transaction, which is rolled back")
        }
        update { state, now in state.release(lease.id, isReusable: isReusable && status == .idle, now: now) }
    }

    /// Takes a connection that has shown no sign of having broken while it lay idle.
    private func lease() async throws(PostgresError) -> PoolLease {
        while true {
            let lease = try await takeLease()
            guard lease.connection.status.hasUnreadInput else { return lease }
            if await lease.connection.check() { return lease }
            update { state, now in state.release(lease.id, isReusable: false, now: now) }
        }
    }

    private func takeLease() async throws(PostgresError) -> PoolLease {
        let waiter = book.withLock { $0.makeWaiter() }
        update { state, now in state.lease(waiter, now: now) }
        if let answer = book.withLock({ $0.takeAnswer(waiter) }) { return try answer.get() }
        let patience = book.withLock { $0.state.settings.leaseTimeout }
        // The deadline is kept here as well as by `run`, which may not have been started.
        return try await withTaskGroup(of: PoolBook.Answer?.self) { group in
            group.addTask { await self.waitForAnswer(waiter) }
            group.addTask {
                // Cancelled when the answer is there.
                try? await Task.sleep(for: patience)
                self.update { state, now in state.tick(now: now) }
                return nil
            }
            var answer: PoolBook.Answer?
            while answer == nil, let next = await group.next() { answer = next }
            group.cancelAll()
            return answer ?? .failure(PostgresError(.cancelled, "waiting for a connection was cancelled"))
        }.get()
    }

    private func waitForAnswer(_ waiter: PoolState.WaiterID) async -> PoolBook.Answer {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let early = book.withLock { $0.wait(waiter, continuation) }
                if let early { continuation.resume(returning: early) }
            }
        } onCancel: {
            self.update { state, _ in state.cancel(waiter) }
        }
    }
}

extension PoolBook {
    /// The answer, when it is there already.
    mutating func takeAnswer(_ waiter: PoolState.WaiterID) -> Answer? {
        guard case .answered(let answer) = mailboxes[waiter] else { return nil }
        mailboxes[waiter] = nil
        return answer
    }

    /// Waits for the answer, unless it is there already.
    mutating func wait(_ waiter: PoolState.WaiterID, _ continuation: CheckedContinuation<Answer, Never>) -> Answer? {
        if let answer = takeAnswer(waiter) { return answer }
        mailboxes[waiter] = .waiting(continuation)
        return nil
    }
}
