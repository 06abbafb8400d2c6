import Curl
import Logging
import Synchronization
import Vocabulary

/// Gets writes to the server: at once where that is possible, else from the queue. Its callers deliver their own writes; what they could
/// not deliver the background does.
final class Courier: Sendable {
    let configuration: DaybookClient.Configuration
    let gateway: Gateway
    let journal: Journal
    let meter = Meter()
    let logger: Logger
    let standing: Mutex<Standing>

    /// Takes the queue's folder, with what is in it.
    init(
        _ configuration: DaybookClient.Configuration, logger: Logger
    ) async throws(DaybookClientError) {
        self.configuration = configuration
        self.logger = logger
        gateway = try Gateway(configuration)
        var clock = WallClock()
        let (journal, contents) = try await Journal.open(
            folder: configuration.queueFolder, refusedLimit: max(configuration.queueBytes, 1 << 20), now: clock.now()
        ) { error in
            logger.error("The queue can't be written to the disk.", metadata: ["reason": "\(error)"])
        }
        self.journal = journal
        var queue = WriteQueue(
            maximumWrites: configuration.queueWrites, maximumBytes: configuration.queueBytes)
        for write in contents.writes { queue.restore(write) }
        standing = Mutex(Standing(queue: queue, clock: clock, lastNumber: contents.lastNumber))
        if !contents.damaged.isEmpty {
            logger.error(
                "The queue had damaged lines; they were moved to \(RefusedFile.name).",
                metadata: ["lines": "\(contents.damaged.count)"])
        }
    }

    /// When an exchange must be over, so that its call is in time.
    func exchangeDeadline(_ deadline: ContinuousClock.Instant) -> ContinuousClock.Instant {
        deadline - min(configuration.timeout / 20, .milliseconds(100))
    }

    /// An exchange that has less time than this isn't begun: that it fails would say nothing of the server.
    var shortestExchange: Duration { configuration.timeout / 20 }

    /// Judges an exchange: what it says of the server, of the write, and of those behind it.
    ///
    /// - Parameter isKept: whether the write is in the queue's file, so that it can be tried again.
    func settle(_ write: PendingWrite, _ verdict: Verdict, isKept: Bool = true) -> WriteOutcome {
        let now = ContinuousClock.now
        return standing.withLock { standing in
            switch verdict {
            case .recorded(let position):
                standing.succeed()
                if write.isOpening { standing.recent.confirm(write.session, at: now) }
                let wasReported = standing.finish(write)
                meter.recorded(late: wasReported)
                if isKept { journal.finish(write.number) }
                return .recorded(at: position)
            case .refused(let refusal):
                standing.succeed()
                return refuse(write, refusal, isKept: isKept, &standing)
            case .missing(let refusal):
                standing.succeed()
                guard isKept, mayAppear(write, at: now, &standing) else {
                    return refuse(write, refusal, isKept: isKept, &standing)
                }
                return postpone(write, Trouble(scope: .request, reason: "Status 404."), at: now, &standing)
            case .later(let trouble):
                meter.failed()
                note(trouble, at: now, &standing)
                guard isKept else { return refuse(write, .queueFull, isKept: false, &standing) }
                return postpone(write, trouble, at: now, &standing)
            case .abandoned:
                standing.hold.abandon()
                guard isKept else { return refuse(write, .closed, isKept: false, &standing) }
                standing.queue.report(write)
                standing.release(write.session)
                return .queued
            }
        }
    }

    /// What a failure says of the server.
    func note(_ trouble: Trouble, at now: ContinuousClock.Instant, _ standing: inout Standing) {
        guard trouble.scope == .server else { return standing.succeed() }
        if standing.hold.isOpen {
            logger.warning("Daybook can't be reached; writes are queued.", metadata: ["reason": "\(trouble.reason)"])
        }
        standing.hold.fail(
            at: now, configuration.backoff, order: trouble.retryAfter, luck: Double.random(in: 0...1))
        standing.ring()
    }

    private func postpone(
        _ write: PendingWrite, _ trouble: Trouble, at now: ContinuousClock.Instant, _ standing: inout Standing
    ) -> WriteOutcome {
        standing.queue.report(write)
        let isServersFault = trouble.scope == .server
        standing.fail(write.session, isServersFault: isServersFault) { failures in
            // The server's pause is the hold's; the conversation's own is longer, so that another one is tried first then.
            now
                + configuration.backoff.pause(
                    after: failures + 1, order: isServersFault ? nil : trouble.retryAfter, luck: .random(in: 0...1))
        }
        return .queued
    }

    /// Whether a conversation that the server doesn't know may be one that it doesn't show yet.
    private func mayAppear(
        _ write: PendingWrite, at now: ContinuousClock.Instant, _ standing: inout Standing
    ) -> Bool {
        let grace = configuration.missingGrace
        let (since, isReported) = standing.queue.miss(write, at: now)
        return isReported ? since + grace > now : standing.recent.wasJustOpened(write.session, within: grace, at: now)
    }

    private func refuse(
        _ write: PendingWrite, _ refusal: Refusal, isKept: Bool, _ standing: inout Standing
    ) -> WriteOutcome {
        let wasReported = standing.finish(write)
        meter.refused()
        if wasReported {
            journal.refuse(write, refusal, at: standing.clock.now())
            logger.error(
                "A queued write was refused for good and moved to \(RefusedFile.name).",
                metadata: ["status": "\(refusal.status ?? 0)", "code": "\(refusal.serverCode ?? "")"])
        } else if isKept {
            journal.finish(write.number)
        }
        return .refused(refusal)
    }
}
