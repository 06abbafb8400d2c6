package import Measures

/// What the ledger counts of its appends since it was opened. Once a batch, so that it costs an append next to nothing.
package final class LedgerStatistics: Sendable {
    /// Events in one batch, the repeated ones among them.
    package let batchEvents = Histogram(upTo: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024])
    /// From the lock of the head to the commit, the wait for the lock included; failed batches too.
    package let commitDuration = Histogram(
        upTo: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map(Duration.milliseconds))
    /// Events that were numbered and are durable.
    package let recorded = Counter()
    /// Events that were there before.
    package let repeated = Counter()
    /// Events whose id had another content already.
    package let conflicting = Counter()
    /// Requests that a batch answered with an error, a condition that didn't hold among them.
    package let failed = Counter()

    init() {}

    /// Counts a batch that was served.
    func add(_ results: [Result<[AppendOutcome], LedgerError>], events: Int, took duration: Duration) {
        batchEvents.add(events)
        commitDuration.add(duration)
        for result in results {
            guard case .success(let outcomes) = result else {
                failed.add()
                continue
            }
            for outcome in outcomes {
                switch outcome {
                case .recorded: recorded.add()
                case .duplicate: repeated.add()
                case .conflict: conflicting.add()
                }
            }
        }
    }
}
