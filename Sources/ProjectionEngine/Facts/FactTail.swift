import Ledger
import Vocabulary

/// The latest facts of the ledger, read and opened once for all that follow it.
///
/// Whoever is at the end reads on, for the others too, who find there what they want next. Who is further behind than the tail
/// reaches reads by itself, and holds up nobody.
actor FactTail {
    /// How many events it reaches back.
    static let length: Int64 = 4000

    private let source: FactSource
    /// All kinds that anybody wants.
    private let kinds: Set<EventKind>
    private var facts: [RecordedFact] = []
    /// For each fact, how many bytes its event's body has.
    private var sizes: [Int] = []
    private var unreadable: [Position] = []
    /// From the first event that is kept to before the next that is to be read.
    private var range = Position.first..<Position.first
    private var isReading = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(source: FactSource, kinds: Set<EventKind>) {
        self.source = source
        self.kinds = kinds
    }

    /// The facts of these kinds from `position` on, out of at most `limit` events.
    func facts(from position: Position, limit: Int, kinds: Set<EventKind>) async throws(LedgerError) -> FactBatch {
        while true {
            if position < range.lowerBound {
                return try await source.facts(from: position, limit: limit, kinds: kinds)
            }
            if position < range.upperBound { return batch(from: position, limit: limit, kinds: kinds) }
            if !isReading { return try await read(on: position, limit: limit, kinds: kinds) }
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// Forgets all facts: the ledger isn't any more what they were read from.
    func forget() {
        facts.removeAll()
        sizes.removeAll()
        unreadable.removeAll()
        range = range.upperBound..<range.upperBound
    }

    private func read(
        on position: Position, limit: Int, kinds: Set<EventKind>
    ) async throws(LedgerError) -> FactBatch {
        isReading = true
        defer {
            isReading = false
            for continuation in waiting { continuation.resume() }
            waiting.removeAll()
        }
        let batch = try await source.facts(from: position, limit: limit, kinds: self.kinds)
        guard batch.events > 0 else { return batch }
        // Nobody else reads meanwhile, but it may have been forgotten.
        if range.upperBound != position { (facts, sizes, unreadable, range) = ([], [], [], position..<position) }
        facts += batch.facts
        sizes += batch.sizes
        unreadable += batch.unreadable
        range = range.lowerBound..<batch.next
        let wanted = self.batch(from: position, limit: limit, kinds: kinds)
        trim()
        return wanted
    }

    private func trim() {
        let first = Position(max(range.lowerBound.rawValue, range.upperBound.rawValue - Self.length))
        let count = index(of: first)
        facts.removeFirst(count)
        sizes.removeFirst(count)
        unreadable.removeAll { $0 < first }
        range = first..<range.upperBound
    }

    private func batch(from position: Position, limit: Int, kinds: Set<EventKind>) -> FactBatch {
        let next = Position(min(position.rawValue + Int64(limit), range.upperBound.rawValue))
        let found = (index(of: position)..<index(of: next)).filter { kinds.contains(facts[$0].event.kind) }
        return FactBatch(
            facts: found.map { facts[$0] }, sizes: found.map { sizes[$0] }, next: next,
            events: Int(next.rawValue - position.rawValue),
            unreadable: unreadable.filter { (position..<next).contains($0) })
    }

    /// Where the facts of `position` and later begin.
    private func index(of position: Position) -> Int {
        var (low, high) = (0, facts.count)
        while low < high {
            let middle = (low + high) / 2
            if facts[middle].event.position < position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
