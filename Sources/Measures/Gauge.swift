import Synchronization

/// How many of something there are now. One atomic addition, from any thread.
package final class Gauge: Sendable {
    private let level = Atomic(0)

    package init() {}

    /// - Parameter amount: negative for what has gone.
    package func add(_ amount: Int) {
        level.wrappingAdd(amount, ordering: .relaxed)
    }

    package var value: Int { level.load(ordering: .relaxed) }
}
