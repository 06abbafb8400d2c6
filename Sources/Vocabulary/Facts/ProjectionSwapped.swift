/// A projection was rebuilt, and its new tables took the place of the old ones: a receipt that they derive from this ledger.
package struct ProjectionSwapped: Hashable, Sendable {
    /// What one of the tables held.
    package struct Table: Hashable, Sendable {
        package var name: String
        package var rows: Int64
        /// SHA-256 of the rows, 64 lowercase hexadecimal digits.
        package var digest: String

        package init(name: String, rows: Int64, digest: String) {
            self.name = name
            self.rows = rows
            self.digest = digest
        }
    }

    package var projection: String
    /// Of the code that folded.
    package var version: Int64
    /// How often the projection was rebuilt.
    package var generation: Int64
    /// The next event that the tables wanted when they took their place.
    package var position: Position
    /// The number of events that the digests are of.
    package var treeSize: Int64
    /// The root of the Merkle tree over those events, 64 lowercase hexadecimal digits.
    package var root: String
    package var tables: [Table]

    package init(
        projection: String, version: Int64, generation: Int64, position: Position, treeSize: Int64, root: String,
        tables: [Table]
    ) {
        self.projection = projection
        self.version = version
        self.generation = generation
        self.position = position
        self.treeSize = treeSize
        self.root = root
        self.tables = tables
    }
}
