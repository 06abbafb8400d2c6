package import Ledger
package import Logging
import ServiceLifecycle

/// Keeps projections up with the ledger, each at its own pace: one that lags or stops doesn't hold up the others, though they take
/// turns.
///
/// Several processes may follow the same projections. Whatever breaks off is done again from the last commit.
package struct ProjectionFollower: Service {
    private let projections: [Projection]
    private let source: FactSource
    private let store: ProjectionStore
    private let head: HeadWatcher
    private let pressure: AppendPressure
    private let logger: Logger

    /// - Parameters:
    ///   - head: wakes the followers when the log grows.
    ///   - pressure: tells them when to leave the database to appends.
    package init(
        projections: [Projection], source: FactSource, store: ProjectionStore, head: HeadWatcher,
        pressure: AppendPressure = AppendPressure(), logger: Logger
    ) {
        self.projections = projections
        self.source = source
        self.store = store
        self.head = head
        self.pressure = pressure
        self.logger = logger
    }

    /// Follows until the service is shut down or the task is cancelled. A batch that is under way then is rolled back, and
    /// folded after the next start.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            let kinds = projections.reduce(into: Set()) { $0.formUnion($1.kinds) }
            let tail = FactTail(source: source, kinds: kinds)
            let turns = FollowTurns()
            await withTaskGroup(of: Void.self) { group in
                for projection in projections {
                    group.addTask {
                        var logger = logger
                        logger[metadataKey: "projection"] = "\(projection.name)"
                        let step = FollowStep(projection, tail: tail, store: store)
                        var course = FollowCourse(
                            step: step, turns: turns, head: head, pressure: pressure, logger: logger)
                        await course.run()
                    }
                }
            }
        }
    }
}
