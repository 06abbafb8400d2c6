/// How long to wait after so many failures.
struct Backoff: Hashable, Sendable {
    var shortest: Duration
    var longest: Duration
    /// The longest that a server is obeyed.
    static let longestOrder = Duration.seconds(3600)

    /// - Parameters:
    ///   - failures: in a row, from 1.
    ///   - order: what the server asked for.
    ///   - luck: from 0 to 1; spreads those who failed at the same moment over a half of the pause.
    func pause(after failures: Int, order: Duration? = nil, luck: Double) -> Duration {
        let doublings = min(max(failures, 1) - 1, 30)
        let own = min(shortest * (1 << doublings), longest) * (0.5 + 0.5 * luck)
        return max(own, min(order ?? .zero, Self.longestOrder))
    }
}
