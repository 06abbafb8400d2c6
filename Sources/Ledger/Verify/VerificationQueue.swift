import Synchronization

/// Hands the ranges of a ledger out to whoever is free, and puts their results together in order.
final class VerificationQueue: Sendable {
    private struct State {
        var next: Int64
        /// How many were handed out, and how many of those were put together.
        var handedOut = 0
        var merged = 0
        /// Results that wait for one before them, by their number.
        var waiting: [Int: RangeResult] = [:]
        var check: LedgerCheck
        var done: Int64 = 0
        var isScanningIDs: Bool
    }

    /// Something to do.
    enum Job: Sendable {
        /// Tally all ids.
        case ids
        /// Check a range of positions.
        case range(Range<Int64>, number: Int)
    }

    private let state: Mutex<State>
    /// How many positions there are.
    let count: Int64
    private let end: Int64
    private let span: Int64

    /// - Parameters:
    ///   - positions: all of them; the first begins a tile.
    ///   - span: how many positions a range has: a multiple of a tile's width.
    ///   - check: what the results are put together in.
    ///   - scansIDs: whether the ids are to be tallied as well.
    init(_ positions: Range<Int64>, span: Int64, check: LedgerCheck, scansIDs: Bool) {
        count = positions.upperBound - positions.lowerBound
        end = positions.upperBound
        self.span = span
        state = Mutex(State(next: positions.lowerBound, check: check, isScanningIDs: !scansIDs))
    }

    /// What is to be done next; `nil` when all has been handed out. The ids come first, as they are the longest piece.
    func take() -> Job? {
        state.withLock { state in
            if !state.isScanningIDs {
                state.isScanningIDs = true
                return .ids
            }
            guard state.next < end else { return nil }
            let first = state.next
            // Ranges end at multiples of their span, as the tallies of the ids do.
            state.next = min(end, (first / span + 1) * span)
            state.handedOut += 1
            return .range(first..<state.next, number: state.handedOut - 1)
        }
    }

    /// Passes over positions that have no event, down to the multiple of the span before `position`.
    func skip(to position: Int64) {
        state.withLock { state in state.next = max(state.next, min(position, end) / span * span) }
    }

    /// Takes the result of a range.
    ///
    /// - Returns: how many positions are done.
    func finish(_ result: RangeResult, number: Int) -> Int64 {
        state.withLock { state in
            state.waiting[number] = result
            while let ready = state.waiting.removeValue(forKey: state.merged) {
                state.check.add(ready)
                state.merged += 1
            }
            state.done += result.range.upperBound - result.range.lowerBound
            return state.done
        }
    }

    /// Hands out nothing more.
    func close() {
        state.withLock { $0.next = end }
    }

    /// What all results came to.
    var check: LedgerCheck { state.withLock { $0.check } }
}
