import Glibc
import Vocabulary

/// The system's clock, of which each moment is later than the one before: what a conversation's messages are ordered by.
struct WallClock {
    private var last = Timestamp(microseconds: 0)

    mutating func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let read = Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
        last = Timestamp(microseconds: max(read, last.microseconds + 1))
        return last
    }
}
