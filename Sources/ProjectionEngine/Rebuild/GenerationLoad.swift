import Postgres
import Vocabulary

/// Tables of a projection, with the rows of theirs that are in memory.
struct HeldPart: Sendable {
    let tables: [any HeldTable]
    let kinds: KindSet
}

/// Fills the tables of some projections from one read of the ledger, and keeps them up with it until they are swapped in.
struct GenerationLoad: Sendable {
    let parts: [RebuildPart]
    let pool: PostgresPool
    let source: FactSource
    let limits: RebuildLimits
    let courtesy: Courtesy
    /// Told after each batch: the position, and how many of its events couldn't be read.
    let report: @Sendable (Position, Int) async -> Void

    /// For one of the projections alone.
    func only(_ part: RebuildPart) -> GenerationLoad {
        GenerationLoad(
            parts: [part], pool: pool, source: source, limits: limits, courtesy: courtesy, report: report)
    }

    /// The tables, with memory for their rows: those of an earlier run are still in the database alone.
    func hold() -> [HeldPart] {
        parts.map { part in
            HeldPart(
                tables: part.tables.map {
                    $0.held(part.generation.progress, stored: part.stored[$0.name], end: part.end)
                }, kinds: part.kinds)
        }
    }

    /// Folds the events up to `end` into the tables, which have their keys afterwards, and all rows.
    ///
    /// Rows are held in memory as long as they are few enough. Then the table that holds the most writes them and begins anew: rows
    /// that are touched often stay, and of those that come in endless number only the latest do.
    ///
    /// - Parameters:
    ///   - start: the first event that one of them wants.
    ///   - rests: whether it gives way to what is recorded meanwhile.
    func fill(_ held: [HeldPart], from start: Position, to end: Position, rests: Bool = true) async throws {
        let scan = LedgerScan(
            source: source, kinds: parts.kinds, batch: Int64(limits.batch), bytes: limits.batchBytes,
            width: limits.readAhead)
        let rest = rests ? courtesy : nil
        var checkpoint = ContinuousClock.now + limits.checkpointInterval
        try await scan.run(from: start, to: end) { batch in
            try await advance(held, over: batch)
            try await makeRoom(held, at: batch.next, rest)
            if .now > checkpoint {
                let began = ContinuousClock.now
                try await spill(held, at: batch.next, rest)
                // However long it takes, nine tenths of the time are left for folding.
                checkpoint = .now + max(limits.checkpointInterval, began.duration(to: .now) * 9)
            }
            await report(batch.next, batch.unreadable.count)
            try await rest?.rest()
        }
        try await spill(held, at: end, rest)
    }

    /// Folds what was recorded meanwhile, until little is left of it: with the rows in memory that is done sooner than with those in
    /// tables.
    ///
    /// - Returns: the next event that the tables want.
    func catchUp(_ held: [HeldPart], from start: Position) async throws -> Position {
        var (position, before) = (start, Int64.max)
        while true {
            let size = try await source.size()
            let left = size - position.rawValue
            let halves = left <= before / 2
            // A few batches can be folded while followers wait, if writing the rows takes as long as so many need to come in.
            guard left > Int64(limits.batch) * (halves ? 1 : 4) else { return position }
            // Whoever rests while nearly as much comes in as is folded comes to no end.
            try await fill(held, from: position, to: Position(size), rests: halves)
            (position, before) = (Position(size), left)
        }
    }

    /// Where to begin: at what the first of the tables wants.
    var firstPosition: Position { stored.min() ?? .first }

    /// What the last of the tables wants.
    var lastPosition: Position { stored.max() ?? .first }

    private var stored: [Position] {
        parts.flatMap { part in part.tables.map { part.stored[$0.name] ?? .first } }
    }

    private func advance(_ held: [HeldPart], over batch: FactBatch) async throws {
        let present = KindSet(batch.facts.lazy.map(\.event.kind))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in held where !part.kinds.isDisjoint(with: present) {
                for table in part.tables {
                    group.addTask { try await table.advance(over: batch, kinds: part.kinds, pool: pool) }
                }
            }
            try await group.waitForAll()
        }
    }

    private func makeRoom(_ held: [HeldPart], at position: Position, _ courtesy: Courtesy?) async throws {
        while true {
            var (sum, largest): (Int, (weight: Int, table: any HeldTable)?) = (0, nil)
            for table in held.lazy.flatMap(\.tables) {
                let weight = await table.weight
                sum += weight
                if weight > largest?.weight ?? 0 { largest = (weight, table) }
            }
            guard sum > limits.heldBytes, let largest else { return }
            // A quarter of what a table holds is touched again soon: statuses of messages, say. But not when it alone is too much.
            let share = largest.weight > limits.heldBytes ? 0 : 0.25
            try await largest.table.spill(at: position, keeping: share, pool: pool, courtesy: courtesy)
        }
    }

    /// Writes all rows that have changed, and goes on holding them.
    private func spill(_ held: [HeldPart], at position: Position, _ courtesy: Courtesy?) async throws {
        _ = try await each(of: held.flatMap(\.tables)) { table in
            try await table.spill(at: position, keeping: 1, pool: pool, courtesy: courtesy)
        }
    }

    /// Has the database do something with each of the elements: several at a time, or one after the other while somebody else waits
    /// for it.
    ///
    /// - Returns: what came of them, in their order.
    private func each<Element: Sendable, Result: Sendable>(
        of elements: [Element], _ work: @escaping @Sendable (Element) async throws -> Result
    ) async throws -> [Result] {
        let width = try await courtesy.isAsked() ? 1 : limits.connections
        return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results = [Result?](repeating: nil, count: elements.count)
            for (index, element) in elements.enumerated() {
                if index >= width, let (done, result) = try await group.next() { results[done] = result }
                group.addTask { (index, try await work(element)) }
            }
            for try await (done, result) in group { results[done] = result }
            return results.compactMap(\.self)
        }
    }

    /// Makes the indexes that are not keys, and looks at what the tables hold.
    func index() async throws {
        // The largest is at it when all others are done: a second process sorts for it, unless somebody else waits for a processor.
        let helpers = try await courtesy.isAsked() ? 0 : 1
        _ = try await each(of: parts.filter { !$0.hasIndexes }) { part in
            try await pool.transaction { connection in
                try await connection.execute(
                    "SET LOCAL max_parallel_maintenance_workers TO \(unsafe: String(helpers))")
                try await part.generation.index(on: connection)
                try await part.generation.analyze(on: connection)
                try await part.generation.progress.recordIndexes(on: connection)
            }
        }
    }

    /// A digest of each projection's tables, in the order of the parts.
    func digests() async throws -> [[TableDigest]] {
        var digests = try await each(of: parts.flatMap(\.tables)) { table in
            try await pool.withConnection { try await TableDigest.compute(table, on: $0) }
        }[...]
        return parts.map { part in
            defer { digests.removeFirst(part.tables.count) }
            return Array(digests.prefix(part.tables.count))
        }
    }

    /// Folds one batch, within a transaction that is open.
    func fold(
        from position: Position, before: Position?, on connection: PostgresConnection
    ) async throws -> FactBatch {
        let batch = try await source.facts(
            from: position, before: before, limit: limits.batch, kinds: parts.kinds)
        if batch.events > 0 {
            for part in parts { try await part.fold(batch, on: connection) }
        }
        return batch
    }
}
