/// Whether it is worth trying to plan a batch before the head is locked.
///
/// It is in vain when the batch repeats something, or another process has numbered events since, and costs a round trip then. After
/// that it isn't tried for a while: for twice as many batches each time in a row.
struct Foresight {
    /// For how many batches it isn't tried at most.
    static let longestPause = 64

    private var pause = 0
    private var rest = 0

    /// To be asked once for each batch.
    mutating func isWorthTrying() -> Bool {
        guard rest > 0 else { return true }
        rest -= 1
        return false
    }

    /// Notes whether what was foreseen held when it was tried.
    mutating func note(held: Bool) {
        pause = held ? 0 : min(max(2 * pause, 1), Self.longestPause)
        rest = pause
    }
}
