import Postgres
import Vocabulary

/// Fills the tables of some projections from one read of the ledger, and keeps them up with it until they are swapped in.
struct GenerationLoad: Sendable {
    let parts: [RebuildPart]
    let pool: PostgresPool
    let source: FactSource
    let limits: RebuildLimits
    let courtesy: Courtesy
    /// Told after each batch: the position, and how many of its events couldn't be read.
    let report: @Sendable (Position, Int) async -> Void

    private struct Held: Sendable {
        let table: any HeldTable
        let kinds: KindSet
    }

    /// For one of the projections alone.
    func only(_ part: RebuildPart) -> GenerationLoad {
        GenerationLoad(
            parts: [part], pool: pool, source: source, limits: limits, courtesy: courtesy, report: report)
    }

    /// Folds the first `size` events into the tables, which have their keys afterwards, but no other indexes.
    ///
    /// Rows are held in memory as long as they are few enough. Then the table that holds the most writes them and begins anew: rows
    /// that are touched often stay, and of those that come in endless number only the latest do.
    ///
    /// - Parameter goesOn: whether to go on with what is recorded meanwhile, until little is left of it.
    /// - Returns: the first event that isn't folded.
    func fill(size: Int64, goesOn: Bool = false) async throws -> Position {
        var held: [Held] = []
        for part in parts {
            let progress = part.generation.progress
            for table in part.tables {
                held.append(
                    Held(
                        table: table.held(progress, stored: part.stored[table.name], end: part.end),
                        kinds: part.kinds))
            }
        }
        let scan = LedgerScan(
            source: source, kinds: parts.kinds, batch: Int64(limits.batch), bytes: limits.batchBytes,
            width: limits.readAhead)
        var checkpoint = ContinuousClock.now + limits.checkpointInterval
        var (from, end) = (firstPosition, Position(size))
        while true {
            try await scan.run(from: from, to: end) { batch in
                try await advance(held, over: batch)
                try await makeRoom(held, at: batch.next)
                if .now > checkpoint {
                    let began = ContinuousClock.now
                    try await spill(held, at: batch.next, keeping: 1)
                    // However long it takes, nine tenths of the time are left for folding.
                    checkpoint = .now + max(limits.checkpointInterval, began.duration(to: .now) * 9)
                }
                await report(batch.next, batch.unreadable.count)
                try await courtesy.rest()
            }
            guard goesOn else { break }
            // Rows in memory are folded faster than those in tables. Who can't keep up with what comes in doesn't try for ever.
            let read = end.rawValue - from.rawValue
            let size = try await source.size()
            guard size - end.rawValue > Int64(limits.batch), size - end.rawValue < read else { break }
            (from, end) = (end, Position(size))
        }
        try await spill(held, at: end, keeping: 0)
        return end
    }

    /// Where to begin: at what the first of the tables wants.
    var firstPosition: Position { stored.min() ?? .first }

    /// What the last of the tables wants.
    var lastPosition: Position { stored.max() ?? .first }

    private var stored: [Position] {
        parts.flatMap { part in part.tables.map { part.stored[$0.name] ?? .first } }
    }

    private func advance(_ held: [Held], over batch: FactBatch) async throws {
        let present = KindSet(batch.facts.lazy.map(\.event.kind))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in held where !part.kinds.isDisjoint(with: present) {
                group.addTask { try await part.table.advance(over: batch, kinds: part.kinds, pool: pool) }
            }
            try await group.waitForAll()
        }
    }

    private func makeRoom(_ held: [Held], at position: Position) async throws {
        while true {
            var (sum, largest): (Int, (weight: Int, table: any HeldTable)?) = (0, nil)
            for part in held {
                let weight = await part.table.weight
                sum += weight
                if weight > largest?.weight ?? 0 { largest = (weight, part.table) }
            }
            guard sum > limits.heldBytes, let largest else { return }
            // A quarter of what a table holds is touched again soon: statuses of messages, say. But not when it alone is too much.
            let share = largest.weight > limits.heldBytes ? 0 : 0.25
            try await largest.table.spill(at: position, keeping: share, pool: pool)
        }
    }

    private func spill(_ held: [Held], at position: Position, keeping share: Double) async throws {
        _ = try await each(of: held) { part in
            try await part.table.spill(at: position, keeping: share, pool: pool)
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

    /// Folds what has come since, batch by batch, until little is left.
    ///
    /// - Returns: the next event that the tables want.
    func catchUp(from start: Position, on connection: PostgresConnection) async throws -> Position {
        var position = start
        while true {
            let from = position
            let batch = try await connection.transaction { connection in
                try await fold(from: from, before: nil, on: connection)
            }
            position = batch.next
            await report(position, batch.unreadable.count)
            if batch.events < limits.batch { return position }
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
