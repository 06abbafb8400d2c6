import Synchronization

extension Courier {
    /// Asks the server, unless it is known not to answer now.
    func read(_ path: String, until deadline: ContinuousClock.Instant) async -> ReadOutcome<Gateway.Answer> {
        let now = ContinuousClock.now
        let limit = exchangeDeadline(deadline) - now
        let mayAsk = standing.withLock { standing in
            guard !standing.isClosed, limit >= shortestExchange, standing.hold.mayAsk(at: now) else { return false }
            if standing.hold.mayTry(at: now) { standing.hold.begin() }
            return true
        }
        guard mayAsk else { return .unavailable("Daybook didn't answer lately; it is tried again shortly.") }
        let reading = await gateway.read(path, within: limit)
        return standing.withLock { standing in
            switch reading {
            case .answered(let outcome):
                standing.succeed()
                standing.ring()
                return outcome
            case .failed(let trouble):
                meter.failed()
                note(trouble, at: .now, &standing)
                return .unavailable(trouble.reason)
            case .abandoned:
                standing.hold.abandon()
                standing.ring()
                return .unavailable("The call was cancelled.")
            }
        }
    }
}
