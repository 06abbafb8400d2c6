import Vocabulary

/// How a rebuild gives way to what is recorded meanwhile: acknowledging a webhook must not take longer because tables are made anew.
///
/// Processes that record events may run anywhere, so it is the ledger's growth that tells that they do. While it grows, the
/// rebuild rests as long as it has worked.
actor Courtesy {
    /// Events a second from which on somebody is thought to wait for them.
    private static let busyRate = 10.0
    private static let interval = Duration.milliseconds(250)
    /// Shorter rests aren't worth the timer; the work goes on until they are.
    private static let shortestRest = Duration.milliseconds(5)
    /// However long something took: a rest is there for what came meanwhile, which is done in less.
    private static let longestRest = Duration.milliseconds(500)

    private let source: FactSource
    private var looked: (at: ContinuousClock.Instant, size: Int64)?
    private var workedSince = ContinuousClock.now
    /// Whether events are being recorded.
    private(set) var isBusy = false

    init(_ source: FactSource) {
        self.source = source
    }

    /// Rests, if there is reason to.
    func rest() async throws {
        try await look()
        let worked = workedSince.duration(to: .now)
        guard isBusy else {
            workedSince = .now
            return
        }
        guard worked >= Self.shortestRest else { return }
        try await Task.sleep(for: min(worked, Self.longestRest))
        workedSince = .now
    }

    private func look() async throws {
        let now = ContinuousClock.now
        if let looked, looked.at.duration(to: now) < Self.interval { return }
        let size = try await source.size()
        if let looked {
            isBusy = Double(size - looked.size) > Self.busyRate * (looked.at.duration(to: now) / .seconds(1))
        }
        looked = (now, size)
    }
}
