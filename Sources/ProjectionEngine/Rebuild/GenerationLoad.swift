import Postgres
import Vocabulary

/// Fills a generation's tables from the ledger, and keeps them up with it until they are swapped in.
struct GenerationLoad: Sendable {
    let projection: Projection
    let tables: [any FoldedTable]
    let source: FactSource
    let limits: RebuildLimits
    /// Told after each batch: the position, and how many of its events couldn't be read.
    let report: @Sendable (Position, Int) async -> Void

    /// Folds the first `size` events into tables that are empty and have no keys yet; they have keys afterwards.
    ///
    /// Rows are held in memory as long as they are few enough. Then the table that holds the most writes them and begins anew: rows
    /// that are touched often stay, and of those that come in endless number only the latest do.
    func fill(size: Int64, on connection: PostgresConnection) async throws {
        let held = tables.map { $0.held() }
        let scan = LedgerScan(
            source: source, kinds: projection.kinds, batch: Int64(limits.batch), width: limits.readAhead)
        try await scan.run(from: .first, to: Position(size)) { batch in
            for table in held {
                try await table.advance(over: batch.facts, on: connection)
            }
            while held.reduce(0, { $0 + $1.count }) > limits.heldRows,
                let largest = held.max(by: { $0.count < $1.count })
            {
                try await largest.spill(on: connection)
            }
            await report(batch.next, batch.unreadable.count)
        }
        for table in held {
            try await table.spill(on: connection)
        }
    }

    /// Folds what has come since, batch by batch, until little is left.
    ///
    /// - Returns: the next event that the tables want.
    func catchUp(from start: Position, on connection: PostgresConnection) async throws -> Position {
        var position = start
        while true {
            let (from, limit) = (position, limits.batch)
            let batch = try await connection.transaction { connection in
                try await fold(from: from, limit: limit, on: connection)
            }
            position = batch.next
            await report(position, batch.unreadable.count)
            if batch.events < limit { return position }
        }
    }

    /// Folds one batch, within a transaction that is open.
    func fold(from position: Position, limit: Int, on connection: PostgresConnection) async throws -> FactBatch {
        let batch = try await source.facts(from: position, limit: limit, kinds: projection.kinds)
        for table in tables {
            try await table.advance(over: batch.facts, on: connection)
        }
        return batch
    }
}
