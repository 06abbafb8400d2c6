import Synchronization
import Vocabulary

extension DaybookClient {
    /// How the client fares, since it was made.
    public struct Metrics: Hashable, Sendable {
        /// How many calls an agent made.
        public let calls: Int
        /// How many exchanges with the server brought no answer or one that says *not now*, those of the background among them.
        public let failedAttempts: Int
        /// How many writes were recorded while their caller waited.
        public let recorded: Int
        /// How many writes were left to the background.
        public let queued: Int
        /// How many of those were recorded since, and of those that were found in the folder.
        public let deliveredLate: Int
        /// How many writes were refused, at once or after having been queued.
        public let refused: Int
        /// How long a call took on average.
        public let averageTime: Duration
        /// How long ninety-nine of a hundred calls took at most: the upper bound of a bucket, at most a tenth above the true value.
        public let p99Time: Duration
        /// How long the longest call took.
        public let longestTime: Duration
        /// How many writes aren't recorded yet, those under way among them.
        public let queueDepth: Int
        /// How many bytes their bodies have.
        public let queueBytes: Int
        /// How long ago the oldest of them was made; `nil` when there is none.
        public let oldestAge: Duration?
    }

    /// How the client fares.
    public var metrics: Metrics {
        guard let courier else { return Meter().figures(of: WriteQueue(maximumWrites: 0, maximumBytes: 0), age: nil) }
        return courier.standing.withLock { standing in
            let now = standing.clock.now()
            let age = standing.queue.oldest.map { oldest in
                Duration.microseconds(max(0, now.microseconds - oldest.madeAt.microseconds))
            }
            return courier.meter.figures(of: standing.queue, age: age)
        }
    }
}
