import Synchronization

/// How often something has happened since the process started. One atomic addition, from any thread.
package final class Counter: Sendable {
    private let count = Atomic(0)

    package init() {}

    package func add(_ amount: Int = 1) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    package var value: Int { count.load(ordering: .relaxed) }
}
