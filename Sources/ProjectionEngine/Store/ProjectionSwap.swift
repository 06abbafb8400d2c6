import Cryptography
import Ledger
import Postgres
import Vocabulary

/// A swap that is in place, and what the ledger is to hold of it as `projection.swapped`.
struct ProjectionSwap: Hashable, Sendable {
    let projection: String
    let version: Int32
    let generation: Int32
    /// The next event that the new tables wanted when they were swapped in.
    let position: Position
    /// The number of events that the digests are of.
    let treeSize: Int64
    let tables: [TableDigest]
}

extension ProjectionSwap {
    /// Those that aren't recorded in the ledger yet, the oldest of each projection first.
    static func unrecorded(on connection: PostgresConnection) async throws(PostgresError) -> [ProjectionSwap] {
        let rows = try await connection.query(
            """
            SELECT projection, version, generation, position, tree_size, table_names, table_rows, table_digests
            FROM projection_swaps ORDER BY projection, generation
            """)
        var swaps: [ProjectionSwap] = []
        for row in rows {
            let (projection, version, generation, position, treeSize, names, counts, digests) = try row.decode(
                String.self, Int32.self, Int32.self, Position.self, Int64.self, [String].self, [Int64].self,
                [Hash256].self)
            let tables = zip(zip(names, counts), digests).map { table, digest in
                TableDigest(table: table.0, rows: table.1, digest: digest)
            }
            swaps.append(
                ProjectionSwap(
                    projection: projection, version: version, generation: generation, position: position,
                    treeSize: treeSize, tables: tables))
        }
        return swaps
    }

    /// Leaves it to be recorded, within the swap's own transaction.
    func leave(on connection: PostgresConnection) async throws(PostgresError) {
        try await connection.execute(
            """
            INSERT INTO projection_swaps
              (projection, version, generation, position, tree_size, table_names, table_rows, table_digests)
            VALUES (\(projection), \(version), \(generation), \(position), \(treeSize), \(tables.map(\.table)),
              \(tables.map(\.rows)), \(tables.map(\.digest)))
            """)
    }

    /// The ledger has it.
    func forget(on connection: PostgresConnection) async throws(PostgresError) {
        try await connection.execute(
            "DELETE FROM projection_swaps WHERE projection = \(projection) AND generation = \(generation)")
    }
}
