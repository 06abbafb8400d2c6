import Curl
import Providers
import Vocabulary

/// What a caller saw of one request.
struct Attempt: Sendable {
    /// `nil` when the connection failed.
    var status: Int?
    var retryAfter: Int?
    var elapsed: Duration

    /// Asked to come again, in the way that providers understand.
    var isPostponed: Bool { status == 503 && retryAfter != nil }
}

extension Server {
    /// Delivers a sample, and keeps the time.
    func attempt(_ event: String = "message.received", seed: UInt64, index: Int) async -> Attempt {
        let start = ContinuousClock.now
        let response = try? await deliver(event, seed: seed, index: index)
        return Attempt(
            status: response?.status, retryAfter: response?.headers["Retry-After"].flatMap { Int($0) },
            elapsed: ContinuousClock.now - start)
    }

    /// Delivers many samples, so many at a time.
    func attempts(_ indices: Range<Int>, width: Int, seed: UInt64) async -> [Attempt] {
        await withTaskGroup(of: Attempt.self) { group in
            var waiting = indices.makeIterator()
            for _ in 0..<width {
                if let index = waiting.next() { group.addTask { await self.attempt(seed: seed, index: index) } }
            }
            var attempts: [Attempt] = []
            for await attempt in group {
                attempts.append(attempt)
                if let index = waiting.next() { group.addTask { await self.attempt(seed: seed, index: index) } }
            }
            return attempts
        }
    }
}

extension [Attempt] {
    /// The time within which so many of a hundred were answered.
    func percentile(_ percent: Int) -> Duration {
        let sorted = map(\.elapsed).sorted()
        return sorted.isEmpty ? .zero : sorted[(sorted.count - 1) * percent / 100]
    }
}
