import ServiceLifecycle

/// Signs checkpoints at an interval while the service runs, and a last one when it ends.
package struct CheckpointService: Service {
    private let keeper: CheckpointKeeper
    private let interval: Duration

    package init(keeper: CheckpointKeeper, interval: Duration = .seconds(5)) {
        self.keeper = keeper
        self.interval = interval
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await keeper.run(every: interval)
        }
        await keeper.signOrComplain()
    }
}
