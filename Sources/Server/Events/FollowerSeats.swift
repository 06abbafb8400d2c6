import Synchronization

/// How many callers follow the ledger, and that they aren't too many.
final class FollowerSeats: Sendable {
    private let limit: Int
    private let taken = Mutex(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// A seat, or `nil` when all are taken.
    func take() -> Seat? {
        let isFree = taken.withLock { taken in
            guard taken < limit else { return false }
            taken += 1
            return true
        }
        return isFree ? Seat(of: self) : nil
    }

    /// Free again when nobody holds it any more, so that a stream that never began gives it back as well.
    final class Seat: Sendable {
        private let seats: FollowerSeats

        fileprivate init(of seats: FollowerSeats) {
            self.seats = seats
        }

        deinit {
            seats.taken.withLock { $0 -= 1 }
        }
    }
}
