import Measures
import Synchronization

/// What a client counts. Its memory doesn't grow with the number of calls.
final class Meter: Sendable {
    let recordedWrites = Counter()
    let queuedWrites = Counter()
    let lateWrites = Counter()
    let refusedWrites = Counter()
    let failures = Counter()
    private let times = CallTimes()

    func recorded(late: Bool) { (late ? lateWrites : recordedWrites).add() }
    func queued() { queuedWrites.add() }
    func refused() { refusedWrites.add() }
    func failed() { failures.add() }

    /// Runs a call of the agent, and takes its time.
    func time<R>(_ call: () async -> R) async -> R {
        let start = ContinuousClock.now
        let result = await call()
        times.add(ContinuousClock.now - start)
        return result
    }

    func figures(of queue: WriteQueue, age: Duration?) -> DaybookClient.Metrics {
        let times = times.summary
        return DaybookClient.Metrics(
            calls: times.count, failedAttempts: failures.value, recorded: recordedWrites.value,
            queued: queuedWrites.value, deliveredLate: lateWrites.value, refused: refusedWrites.value,
            averageTime: times.average, p99Time: times.p99, longestTime: times.longest, queueDepth: queue.count,
            queueBytes: queue.bytes, oldestAge: age)
    }
}
