import Cryptography
import Synchronization

/// The keys that were let in a short while ago: for what must be seen above all while the database, and the keys in it, are away.
final class RecentKeys: Sendable {
    /// For how long a key that was right is taken to be right still.
    static let patience: Duration = .seconds(3600)
    /// Few watch a service. Beyond that, the one that was let in longest ago is forgotten.
    private static let capacity = 16

    private struct Admission {
        var principal: Principal
        var at: ContinuousClock.Instant
    }

    private let admissions = Mutex<[Hash256: Admission]>([:])

    /// Remembers a key that was just let in.
    func keep(_ token: String, of principal: Principal, now: ContinuousClock.Instant = .now) {
        let digest = Self.digest(token)
        admissions.withLock { admissions in
            admissions[digest] = Admission(principal: principal, at: now)
            guard admissions.count > Self.capacity else { return }
            if let oldest = admissions.min(by: { $0.value.at < $1.value.at })?.key { admissions[oldest] = nil }
        }
    }

    /// Forgets a key that is no longer right.
    func forget(_ token: String) {
        let digest = Self.digest(token)
        admissions.withLock { $0[digest] = nil }
    }

    /// Who bears a key that was let in lately.
    func principal(of token: String, now: ContinuousClock.Instant = .now) -> Principal? {
        let digest = Self.digest(token)
        return admissions.withLock { admissions in
            admissions[digest].flatMap { now - $0.at <= Self.patience ? $0.principal : nil }
        }
    }

    /// The key itself isn't kept.
    private static func digest(_ token: String) -> Hash256 {
        SHA256.hash(Array(token.utf8))
    }
}
