import Synchronization

extension Courier {
    /// How many conversations are delivered from the queue at a time.
    private static let width = 4

    /// Delivers what is queued, until the task is cancelled or the client is closed.
    ///
    /// - Parameter deadline: with one, it also ends when nothing is left to deliver.
    func work(until deadline: ContinuousClock.Instant? = nil) async {
        standing.withLock { $0.works += 1 }
        defer { standing.withLock { $0.works -= 1 } }
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled, deadline.map({ $0 > .now }) ?? true {
                switch next(untilEmpty: deadline != nil) {
                case .deliver(let write): group.addTask { await self.deliver(write) }
                case .wait(let alarm, let moment):
                    let end = min(moment ?? .now + .seconds(3600), deadline ?? .now + .seconds(3600))
                    _ = await alarm.word(until: end)
                case .over:
                    return
                }
            }
            // What is under way stays queued.
            group.cancelAll()
        }
    }

    private enum Step {
        case deliver(PendingWrite)
        case wait(Ticket<Void>, until: ContinuousClock.Instant?)
        case over
    }

    private func next(untilEmpty: Bool) -> Step {
        standing.withLock { standing in
            if standing.isClosed || (untilEmpty && standing.queue.isEmpty) { return .over }
            let now = ContinuousClock.now
            let alarm = Ticket<Void>()
            func wait(until moment: ContinuousClock.Instant?) -> Step {
                standing.alarms.append(alarm)
                return .wait(alarm, until: moment)
            }
            guard standing.retries < Self.width else { return wait(until: nil) }
            guard standing.hold.mayTry(at: now) else {
                return wait(until: standing.hold.until.flatMap { $0 > now ? $0 : nil })
            }
            switch standing.queue.claim(at: now) {
            case .nothing(let moment): return wait(until: moment)
            case .write(let write):
                standing.retries += 1
                standing.hold.begin()
                return .deliver(write)
            }
        }
    }

    private func deliver(_ write: PendingWrite) async {
        let verdict = await gateway.deliver(write, within: configuration.retryTimeout)
        standing.withLock { $0.retries -= 1 }
        _ = settle(write, verdict)
    }
}
