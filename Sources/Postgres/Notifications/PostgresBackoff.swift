/// How long to wait before trying again: twice as long after each failure, up to a cap, and never at the same moment as
/// everybody else.
package struct PostgresBackoff: Sendable {
    /// The pause after the first failure, before jitter.
    package let base: Duration
    /// The longest pause.
    package let cap: Duration

    private let random: @Sendable () -> Double

    /// - Parameter random: gives a number from 0 to 1 for each pause.
    package init(
        base: Duration = .milliseconds(50), cap: Duration = .seconds(1),
        random: @escaping @Sendable () -> Double = { .random(in: 0...1) }
    ) {
        self.base = base
        self.cap = cap
        self.random = random
    }

    /// Between half of the step and the whole.
    ///
    /// - Parameter failures: in a row, from 1.
    package func delay(afterFailures failures: Int) -> Duration {
        // Beyond this many doublings any base has reached any cap.
        let step = min(cap, base * (1 << min(max(failures - 1, 0), 20)))
        return step * (0.5 + random() / 2)
    }
}
