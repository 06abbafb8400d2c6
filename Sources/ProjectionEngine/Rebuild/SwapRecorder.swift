package import Ledger
package import Logging
import ServiceLifecycle

/// Sees to it that every swap comes into the ledger, also that of a rebuild which was killed, or lost the ledger, between swapping
/// and recording.
package struct SwapRecorder: Service {
    /// How long a swap waits at most, while the database can be reached.
    private static let interval = Duration.seconds(5)

    private let store: ProjectionStore
    private let ledger: Ledger
    private let logger: Logger

    /// - Parameter ledger: runs in the same service group, ahead of this.
    package init(store: ProjectionStore, ledger: Ledger, logger: Logger) {
        self.store = store
        self.ledger = ledger
        self.logger = logger
    }

    /// Records what there is, and looks again every few seconds, until the service is shut down or the task is cancelled.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var isOutage = false
            while !Task.isCancelled {
                do {
                    let count = try await store.recordSwaps(in: ledger)
                    if count > 0 { logger.info("Swaps of projections are recorded", metadata: ["swaps": "\(count)"]) }
                    isOutage = false
                } catch {
                    if !isOutage, !Task.isCancelled {
                        logger.warning(
                            "Swaps of projections can't be recorded, and will be later",
                            metadata: ["reason": "\(error)"])
                    }
                    isOutage = true
                }
                try? await Task.sleep(for: Self.interval)
            }
        }
    }
}
