import Synchronization

/// How late this process is: how much later than it asked for a task goes on that sleeps beside what is measured. Beside other tests,
/// and on a machine that others use too, that is no property of what is measured.
package final class Lateness: Sendable {
    private let sum = Mutex(Duration.zero)
    private static let beat = Duration.milliseconds(10)

    /// How long something took, but for the process's own lateness.
    package static func time<R: Sendable>(_ body: () async -> R) async -> (result: R, time: Duration) {
        let lateness = Lateness()
        let start = ContinuousClock.now
        let (result, end) = await withTaskGroup(of: Void.self) { group in
            group.addTask { await lateness.watch() }
            let result = await body()
            let end = ContinuousClock.now
            // Its last sleep may be the late one: the group waits for it.
            group.cancelAll()
            return (result, end)
        }
        return (result, max(.zero, end - start - lateness.sum.withLock { $0 }))
    }

    private func watch() async {
        while !Task.isCancelled {
            let start = ContinuousClock.now
            try? await Task.sleep(for: Self.beat)
            let late = ContinuousClock.now - start - Self.beat
            if late > Self.beat { sum.withLock { $0 += late } }
        }
    }
}
