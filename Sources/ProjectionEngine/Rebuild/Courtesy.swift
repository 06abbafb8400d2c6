import Glibc
import Vocabulary

/// How a rebuild gives way to what is recorded meanwhile: acknowledging a webhook must not take longer because tables are made anew.
///
/// Processes that record events may run anywhere, so it is the ledger's growth that tells that they do. While it grows, the
/// rebuild rests as long as this process has used a processor. The time by the clock would count what others took of it: the more
/// there is to do beside it, the longer it would rest.
actor Courtesy {
    /// Shorter rests aren't worth the timer; the work goes on until they are.
    private static let shortestRest = Duration.milliseconds(5)
    /// However long something took: a rest is there for what came meanwhile, which is done in less.
    private static let longestRest = Duration.milliseconds(500)

    private let source: FactSource
    private var growth = LedgerGrowth()
    private var workedUntil = Courtesy.processorTime

    init(_ source: FactSource) {
        self.source = source
    }

    /// Rests, if there is reason to.
    func rest() async throws {
        let worked = Self.processorTime - workedUntil
        if try await isAsked() {
            guard worked >= Self.shortestRest else { return }
            try await Task.sleep(for: min(worked, Self.longestRest))
        }
        workedUntil = Self.processorTime
    }

    /// Rests twice as long as the database took for something, if there is reason to: others wait for it too, and it knows of no
    /// priority.
    func rest(after work: Duration) async throws {
        if try await isAsked() { try await Task.sleep(for: min(work * 2, Self.longestRest)) }
        // What this process did beside it is part of it.
        workedUntil = Self.processorTime
    }

    /// Whether events are being recorded.
    func isAsked() async throws -> Bool {
        if growth.isDue(at: .now) { growth.note(size: try await source.size(), at: .now) }
        return growth.isBusy
    }

    /// What all threads of this process have used since it began (clock_gettime(2)).
    private static var processorTime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

/// Whether events are being recorded, by what the ledger's size was when somebody looked. Pure.
struct LedgerGrowth {
    /// Events a second from which on somebody is thought to wait for them.
    static let busyRate = 10.0
    /// Between two looks.
    static let interval = Duration.milliseconds(250)

    private var last: (size: Int64, at: ContinuousClock.Instant)?
    private(set) var isBusy = false

    /// Whether it is time to look.
    func isDue(at now: ContinuousClock.Instant) -> Bool {
        last.map { $0.at.duration(to: now) >= Self.interval } ?? true
    }

    mutating func note(size: Int64, at now: ContinuousClock.Instant) {
        if let last { isBusy = Double(size - last.size) > Self.busyRate * (last.at.duration(to: now) / .seconds(1)) }
        last = (size, now)
    }
}
