import Curl
import Synchronization
import Vocabulary

/// A write before it has its place.
struct Draft {
    var session: String
    var method: HTTPMethod
    var path: String
    var fields: JSONObject
    var ifUnchangedSince: Int64?
}

extension Courier {
    /// Puts a write into the queue and on the disk, and delivers it if nothing stands in the way. Takes no longer than until the deadline,
    /// and the time of a task switch.
    ///
    /// When the task is cancelled, the write goes on from the queue.
    func write(_ draft: Draft, until deadline: ContinuousClock.Instant) async -> WriteOutcome {
        let turn = Ticket<Standing.Turn>()
        guard let (write, admission) = admit(draft, turn) else { return .refused(.closed) }
        switch admission {
        case .full:
            meter.refused()
            return .refused(.queueFull)
        case .unkept: return await attempt(write, until: deadline, isKept: false)
        case .first, .behind, .left: break
        }
        let keeping = await keep(write, until: deadline)
        var isOwner = admission == .first
        if keeping == .kept, admission == .behind {
            _ = await turn.word(until: exchangeDeadline(deadline))
        }
        if admission == .behind { isOwner = hasTurn(write) }
        switch keeping {
        case .kept:
            return isOwner ? await attempt(write, until: deadline, isKept: true) : leave(write, isOwner: false)
        case .failed:
            guard isOwner else { return withdraw(write, isOwner: false) }
            let outcome = await attempt(write, until: deadline, isKept: false)
            return outcome == .refused(.queueFull) ? .refused(.storage) : outcome
        case .tooLate: return withdraw(write, isOwner: isOwner)
        case .left: return leave(write, isOwner: isOwner)
        }
    }

    private func admit(_ draft: Draft, _ turn: Ticket<Standing.Turn>) -> (PendingWrite, WriteQueue.Admission)? {
        let body = JSON.object(draft.fields).serialized()
        let key = Self.newID()
        return standing.withLock { standing in
            if standing.isClosed { return nil }
            standing.lastNumber += 1
            let write = PendingWrite(
                number: standing.lastNumber, session: draft.session, method: draft.method, path: draft.path, body: body,
                key: key, ifUnchangedSince: draft.ifUnchangedSince, madeAt: standing.clock.now())
            let admission = standing.queue.admit(write)
            if admission == .behind {
                standing.turns[write.number] = turn
                standing.queue.startAwaiting(write)
            }
            return (write, admission)
        }
    }

    private enum Keeping {
        case kept
        case failed
        case tooLate
        /// The caller's task was cancelled.
        case left
    }

    private func keep(_ write: PendingWrite, until deadline: ContinuousClock.Instant) async -> Keeping {
        let kept = Ticket<Bool>()
        journal.keep(write) { [self] isKept in
            standing.withLock { standing in
                if isKept {
                    // Its caller gave up on it before it got to the disk.
                    if !standing.queue.keep(write) { journal.finish(write.number) }
                    standing.ring()
                }
                if !kept.give(isKept), !isKept { standing.queue.withdraw(write) }
            }
        }
        return switch await kept.word(until: deadline) {
        case true?: .kept
        case false?: .failed
        case nil: ContinuousClock.now < deadline ? .left : .tooLate
        }
    }

    /// Ends the wait for a turn.
    ///
    /// - Returns: whether the turn has come.
    private func hasTurn(_ write: PendingWrite) -> Bool {
        standing.withLock { standing in
            standing.turns[write.number] = nil
            return standing.queue.stopAwaiting(write)
        }
    }

    /// Takes a write that didn't get to the disk out of the queue.
    private func withdraw(_ write: PendingWrite, isOwner: Bool) -> WriteOutcome {
        meter.refused()
        standing.withLock { standing in
            if isOwner { _ = standing.finish(write) } else { standing.queue.withdraw(write) }
        }
        return .refused(.storage)
    }

    /// Leaves a write to the background.
    private func leave(_ write: PendingWrite, isOwner: Bool) -> WriteOutcome {
        meter.queued()
        standing.withLock { standing in
            standing.queue.report(write)
            if isOwner { standing.release(write.session) } else { standing.ring() }
        }
        return .queued
    }

    /// Delivers a write whose turn it is.
    private func attempt(
        _ write: PendingWrite, until deadline: ContinuousClock.Instant, isKept: Bool
    ) async -> WriteOutcome {
        let now = ContinuousClock.now
        let limit = exchangeDeadline(deadline) - now
        let mayTry = standing.withLock { standing in
            guard limit >= shortestExchange, standing.hold.mayTry(at: now) else { return false }
            // Whether the server is back, the background finds out, if there is one: no agent need wait for that.
            if isKept, standing.works > 0, !standing.hold.isOpen { return false }
            standing.hold.begin()
            return true
        }
        guard mayTry else {
            if isKept { return leave(write, isOwner: true) }
            _ = standing.withLock { $0.finish(write) }
            meter.refused()
            return .refused(.queueFull)
        }
        let outcome = settle(write, await gateway.deliver(write, within: limit), isKept: isKept)
        if outcome == .queued { meter.queued() }
        return outcome
    }

    /// Thirty-two hexadecimal digits by chance.
    static func newID() -> String {
        (0..<2).map { _ in
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
