import Postgres
import Vocabulary

/// One of the projections of a rebuild, and where its tables are made.
struct RebuildPart: Sendable {
    let projection: Projection
    let generation: Generation
    let number: Int32
    let tables: [any FoldedTable]
    let kinds: KindSet
    /// As of before anything was read for the tables.
    let erasures: ErasureCount
    /// Up to where an earlier run that was killed has come, by table; empty when this one begins.
    var stored: [String: Position] = [:]
    /// Where filling it ends; `nil` for the end of what is read.
    var end: Position?

    init(_ projection: Projection, _ generation: Generation, number: Int32, after erasures: ErasureCount) {
        self.erasures = erasures
        self.projection = projection
        self.generation = generation
        self.number = number
        tables = projection.foldedTables
        kinds = KindSet(projection.kinds)
    }

    var hasIndexes: Bool { GenerationProgress.hasIndexes(stored) }

    /// Folds the facts that the projection listens to, within a transaction that is open.
    func fold(_ batch: FactBatch, on connection: PostgresConnection) async throws {
        let facts = batch.facts.filter { kinds.contains($0.event.kind) }
        for table in tables { try await table.advance(over: facts, on: connection) }
        try await generation.progress.recordAll(at: batch.next, on: connection)
    }
}

extension [RebuildPart] {
    /// What any of them listens to.
    var kinds: Set<EventKind> { reduce(into: []) { $0.formUnion($1.projection.kinds) } }
}
