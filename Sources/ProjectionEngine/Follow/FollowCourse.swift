import Ledger
import Logging
import Postgres
import Vocabulary

/// The course of one projection behind the ledger: batch after batch, with rests where the database needs one, and a halt where it can't
/// go on by itself.
struct FollowCourse {
    /// Why a projection doesn't go on.
    private enum Halt: Equatable {
        /// Its tables are of this version.
        case outdated(Int32)
        case poisoned(PoisonedFact)
    }

    /// How long it waits for the log to grow before it looks by itself.
    private static let lookout = Duration.seconds(1)

    /// How long it gives a replica that is behind.
    private static let replicaPause = Duration.milliseconds(10)

    /// How long it lets events gather after a batch that took all there were: as long as the batch took, within these bounds.
    /// A batch costs about the same for one event as for some dozen, and the database has the webhooks to commit as well; but an
    /// event waits for the batch that is under way, for this, and for its own.
    private static let gathering = Duration.milliseconds(50)
    private static let longestGathering = Duration.milliseconds(75)

    /// While appends queue up, projections take turns, a batch has no more events than these, so that it is over soon, …
    private static let courteousBatch = 200
    /// … and is followed by a rest of so many times what it took …
    private static let courtesy = 4
    /// … and of no more than this: a projection always gets on.
    private static let longestCourtesy = Duration.seconds(2)

    private let step: FollowStep
    private let turns: FollowTurns
    private let head: HeadWatcher
    private let pressure: AppendPressure
    private let logger: Logger
    private var pace = FollowPace()
    /// The next event to fold; `nil` when only the database knows.
    private var position: Position?
    private var halt: Halt?

    /// - Parameter turns: those of all projections that this process follows.
    init(step: FollowStep, turns: FollowTurns, head: HeadWatcher, pressure: AppendPressure, logger: Logger) {
        self.step = step
        self.turns = turns
        self.head = head
        self.pressure = pressure
        self.logger = logger
    }

    private var name: String { step.projection.name }

    /// Follows until the task is cancelled.
    mutating func run() async {
        while !Task.isCancelled {
            do {
                if halt != nil {
                    try await lookWhetherToGoOn()
                } else {
                    try await fold()
                }
                endOutage()
            } catch let poison as PoisonedFact {
                await stop(at: poison)
            } catch let error as PostgresError where error.isRefusedValue {
                await stop(at: PoisonedFact(position: position ?? .first, reason: "\(error)"))
            } catch {
                await rest(after: error)
            }
        }
    }

    private mutating func fold() async throws {
        guard let position else {
            self.position = try await findPosition()
            return
        }
        let isCourteous = pressure.isHigh()
        let limit = isCourteous ? min(pace.batch, Self.courteousBatch) : pace.batch
        let (outcome, worked) = try await turns.take(if: isCourteous) {
            let start = ContinuousClock.now
            return (try await step.run(from: position, limit: limit), start.duration(to: .now))
        }
        switch outcome {
        case .advanced(let batch):
            for unreadable in batch.unreadable {
                logger.warning("An event can't be read, and is passed over", metadata: ["position": "\(unreadable)"])
            }
            self.position = batch.next
            let isCaughtUp = batch.events < limit
            pace.succeeded()
            if isCaughtUp {
                try? await Task.sleep(for: min(max(worked, Self.gathering), Self.longestGathering))
            }
            await giveWay(for: min(worked * Self.courtesy, Self.longestCourtesy))
        case .idle:
            if head.size > position.rawValue {
                // A replica doesn't have yet what the watcher has heard of: waiting for the log to grow wouldn't wait.
                try await Task.sleep(for: Self.replicaPause)
            } else {
                let size = await head.wait(beyond: position.rawValue, atMost: Self.lookout)
                // The database may have gone back, by a failover or a restore, and the projection with it.
                if size < position.rawValue { self.position = nil }
            }
        case .overtaken, .missing: self.position = nil
        case .strayed:
            await step.tail.forget()
            self.position = nil
            // A replica may take a while to follow the new primary.
            try await Task.sleep(for: Self.replicaPause)
        case .outdated(let version): stop(.outdated(version))
        }
    }

    /// Rests as long as appends queue up, and no longer than this.
    private func giveWay(for rest: Duration) async {
        let end = ContinuousClock.now + rest
        while pressure.isHigh(), .now < end, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(20)) }
    }

    /// Where to begin, of a projection that is installed if it wasn't.
    private mutating func findPosition() async throws -> Position? {
        guard let state = try await step.store.state(of: name) else {
            try await step.store.install(step.projection)
            return nil
        }
        guard state.version == step.projection.version else {
            stop(.outdated(state.version))
            return nil
        }
        return state.position
    }

    private mutating func stop(at poison: PoisonedFact) async {
        // The events before it are folded first, in smaller batches, until it stands alone.
        if pace.halve() { return }
        do {
            try await step.record(poison)
            stop(.poisoned(poison))
        } catch {
            await rest(after: error)
        }
    }

    private mutating func stop(_ reason: Halt) {
        halt = reason
        switch reason {
        case .outdated(let version):
            logger.warning(
                "The tables were made by another version and stay as they are. Run: daybook projections rebuild \(name)",
                metadata: ["tables": "\(version)", "code": "\(step.projection.version)"])
        case .poisoned(let poison):
            logger.error("The projection has stopped", metadata: ["reason": "\(poison)"])
        }
    }

    /// A rebuild, by whatever process, ends a halt.
    private mutating func lookWhetherToGoOn() async throws {
        try await Task.sleep(for: Self.lookout)
        guard let state = try await step.store.state(of: name) else {
            goOn()
            return
        }
        switch halt {
        case .outdated(let version):
            if state.version == step.projection.version {
                goOn()
            } else if state.version != version {
                stop(.outdated(state.version))
            }
        case .poisoned(let poison):
            if state.failure == nil || state.position != poison.position { goOn() }
        case nil: break
        }
    }

    private mutating func goOn() {
        halt = nil
        position = nil
        logger.info("The projection goes on")
    }

    private mutating func rest(after error: any Error) async {
        guard !Task.isCancelled else { return }
        if !pace.isOutage {
            logger.warning(
                "Following is interrupted, and will be tried again",
                metadata: ["reason": "\(ProjectionError(any: error))"])
        }
        pace.failed()
        // Whether the last commit came through is not known.
        position = nil
        try? await Task.sleep(for: pace.rest)
    }

    private mutating func endOutage() {
        guard pace.isOutage else { return }
        pace.succeeded()
        logger.info("Following goes on")
    }
}
