import Vocabulary

/// One pass over a stretch of the ledger: batches are read and opened ahead, several at a time, and handed over in order.
struct LedgerScan: Sendable {
    let source: FactSource
    let kinds: Set<EventKind>
    /// Events of one batch.
    let batch: Int64
    /// Bytes of one batch's bodies.
    let bytes: Int
    /// How many batches are read or wait to be handed over, at most.
    let width: Int

    private struct Stretch: Sendable {
        let index: Int
        let from: Position
        let before: Position
    }

    /// Hands over all facts from `start` to before `end`. The first error, wherever it comes from, ends the pass.
    ///
    /// - Throws: `LedgerError`, `.ledger` when events lack, or what `consume` throws.
    func run(from start: Position, to end: Position, _ consume: (FactBatch) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: (Int, FactBatch).self) { group in
            var stretches = stretches(from: start, to: end).makeIterator()
            for stretch in stretches.next(width) {
                group.addTask { (stretch.index, try await read(stretch)) }
            }
            var early: [Int: FactBatch] = [:]
            var wanted = 0
            while let (index, batch) = try await group.next() {
                early[index] = batch
                while let batch = early.removeValue(forKey: wanted) {
                    let before = min(start.rawValue + Int64(wanted + 1) * self.batch, end.rawValue)
                    wanted += 1
                    if let stretch = stretches.next() {
                        group.addTask { (stretch.index, try await read(stretch)) }
                    }
                    try await consume(batch)
                    try await finish(batch, before: Position(before), consume)
                }
            }
        }
    }

    private func stretches(from start: Position, to end: Position) -> some Sequence<Stretch> {
        let starts = stride(from: start.rawValue, to: end.rawValue, by: Int64.Stride(batch))
        return starts.enumerated().lazy.map { index, first in
            Stretch(index: index, from: Position(first), before: Position(min(first + batch, end.rawValue)))
        }
    }

    /// Hands over what of a stretch was too large for one batch, in pieces about as long as what fitted.
    private func finish(
        _ first: FactBatch, before end: Position, _ consume: (FactBatch) async throws -> Void
    ) async throws {
        var batch = first
        while batch.next < end {
            let count = Int64(max(1, 2 * batch.events))
            let before = min(batch.next.rawValue + count, end.rawValue)
            batch = try await read(Stretch(index: 0, from: batch.next, before: Position(before)))
            try await consume(batch)
        }
    }

    private func read(_ stretch: Stretch) async throws -> FactBatch {
        let batch = try await source.facts(in: stretch.from..<stretch.before, kinds: kinds, atMost: bytes)
        guard batch.events > 0, Int64(batch.events) == batch.next.rawValue - stretch.from.rawValue,
            batch.isCut || batch.next == stretch.before
        else {
            throw ProjectionError(
                .ledger,
                "Events are missing between position \(stretch.from) and \(stretch.before). Run: daybook audit verify")
        }
        return batch
    }
}

extension IteratorProtocol {
    /// The next elements, as many as there are up to `count`.
    fileprivate mutating func next(_ count: Int) -> [Element] {
        var elements: [Element] = []
        while elements.count < count, let element = next() { elements.append(element) }
        return elements
    }
}
