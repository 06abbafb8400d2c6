import CLibPQ
import Glibc

extension PostgresSession {
    /// Waits until the socket is ready for one of `events`, the operation is cancelled, or its limit passes.
    ///
    /// An interruption doesn't end the wait by itself: it asks the server to stop, whose answer then comes in.
    ///
    /// - Returns: the events that came; 0 after an interruption, so that the caller can look at it.
    /// - Throws: when the server hasn't stopped in time; the connection is closed then.
    func wait(for events: Int32) throws(PostgresError) -> Int32 {
        while true {
            let ready = try pollOnce(handle.socket, events: events)
            if let token = operation.token, operation.interruption == nil, signal.isCancelled(token) {
                try interrupt(.cancelled)
                return 0
            }
            if ready != 0 { return ready }
            if let limit = operation.limit, ContinuousClock.now >= limit {
                guard operation.interruption == nil else { throw giveUp() }
                try interrupt(.deadline)
                return 0
            }
        }
    }

    /// Waits for the socket, the signal or the limit, whichever comes first.
    ///
    /// - Parameter socket: -1 to wait for the signal alone.
    func pollOnce(_ socket: Int32, events: Int32) throws(PostgresError) -> Int32 {
        var descriptors = (
            pollfd(fd: socket, events: Int16(truncatingIfNeeded: events), revents: 0),
            pollfd(fd: signal.descriptor, events: Int16(POLLIN), revents: 0)
        )
        let timeout = operation.limit.map { ContinuousClock.now.milliseconds(until: $0) } ?? -1
        let count = withUnsafeMutableBytes(of: &descriptors) { bytes in
            poll(bytes.assumingMemoryBound(to: pollfd.self).baseAddress, 2, timeout)
        }
        if count < 0, errno != EINTR {
            throw PostgresError(.connectionLost, "waiting for the database failed: system error \(errno)")
        }
        guard count > 0 else { return 0 }
        if descriptors.1.revents != 0 { signal.drain() }
        return Int32(descriptors.0.revents)
    }

    /// Asks the server to stop what it is doing for us.
    func interrupt(_ reason: Operation.Interruption) throws(PostgresError) {
        operation.interruption = reason
        operation.limit = .now + operation.patience
        // While connecting there is nothing to cancel.
        guard !handle.isBroken else { throw giveUp() }
        operation.cancelRequest = CancelRequest.start(handle.pointer, signal: signal)
        if operation.cancelRequest == nil { throw giveUp() }
    }

    /// Closes the connection of a server that doesn't answer any more.
    private func giveUp() -> PostgresError {
        handle.finish()
        return (operation.interruption ?? .deadline).error(outcomeUnknown: false)
    }

    /// Makes sure that a cancel request which is still on its way can't hit the next statement.
    func settle(cancelled: Bool) {
        do throws(PostgresError) {
            while let request = operation.cancelRequest, !request.isFinished {
                _ = try pollOnce(-1, events: 0)
                if let limit = operation.limit, ContinuousClock.now >= limit { throw giveUp() }
            }
            operation.cancelRequest = nil
            // The request reached the server after the statement had ended: a round trip gives it time to arrive while
            // nothing is under way, where the server ignores it.
            if !cancelled { try roundTrip() }
        } catch {
            finish()
        }
    }

    private func roundTrip() throws(PostgresError) {
        guard PQsendQuery(handle.pointer, "") == 1 else { throw giveUp() }
        try flush()
        while try nextResult() != nil {}
    }

    /// Sends everything that libpq has buffered.
    func flush() throws(PostgresError) {
        while true {
            switch PQflush(handle.pointer) {
            case 0: return
            case 1: try exchangeBytes(POLLIN | POLLOUT)
            default: throw connectionBroke()
            }
        }
    }

    /// The next result of what was sent; nil at the end of a statement's results.
    func nextResult() throws(PostgresError) -> PostgresResult? {
        while PQisBusy(handle.pointer) == 1, !handle.isBroken {
            try exchangeBytes(PQflush(handle.pointer) == 1 ? POLLIN | POLLOUT : POLLIN)
        }
        // Of a broken connection this is the server's last word, if there was one.
        guard let result = PQgetResult(handle.pointer) else {
            if handle.isBroken { throw connectionBroke() }
            return nil
        }
        return PostgresResult(result)
    }

    func exchangeBytes(_ events: Int32) throws(PostgresError) {
        let ready = try wait(for: events)
        // A failed read marks the connection as broken; what was read before may still hold the reason.
        if ready & ~POLLOUT != 0 { _ = PQconsumeInput(handle.pointer) }
    }

    func connectionBroke() -> PostgresError {
        PostgresError(.connectionLost, "the connection to the database broke")
    }
}

extension ContinuousClock.Instant {
    /// Rounded up, so that a wait never ends before its time; 0 when it has passed.
    func milliseconds(until end: ContinuousClock.Instant) -> Int32 {
        let (seconds, attoseconds) = duration(to: end).components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < 1_000_000 else { return 1_000_000_000 }
        return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
