package import Cryptography
import Postgres
import Synchronization

/// What a table holds, in 32 bytes: equal for tables with the same rows, wherever and however they were made.
///
/// It is the SHA-256 of the rows in the order of their key; of each row, of its cells in the order of the fold's columns, generated
/// columns left out; of each cell, of its length in four big-endian bytes (-1 for NULL) and its value in
/// PostgreSQL's binary format.
package struct TableDigest: Hashable, Sendable {
    package let table: String
    package let rows: Int64
    package let digest: Hash256
}

extension TableDigest {
    /// Reads all of a table, in constant memory.
    static func compute(_ table: any FoldedTable, on connection: PostgresConnection) async throws -> TableDigest {
        let hasher = Mutex(RowHasher())
        let (query, columns) = (PostgresQuery(table.sql.export).timeout(.seconds(600)), table.sql.columns.count)
        let rows = try await connection.copyOut(query, into: Int64(0)) { rows, cells in
            rows += 1
            try hasher.withLock { hasher in try hasher.add(&cells, columns) }
        }
        return TableDigest(table: table.name, rows: rows, digest: hasher.withLock { $0.finalize() })
    }
}

/// Hashes rows one after the other.
private struct RowHasher: ~Copyable {
    private var hasher = SHA256.Hasher()
    private var row: [UInt8] = []

    mutating func add(_ cells: inout PostgresCopyCells, _ columns: Int) throws(PostgresError) {
        row.removeAll(keepingCapacity: true)
        for _ in 0..<columns {
            let cell = try cells.take()
            withUnsafeBytes(of: Int32(truncatingIfNeeded: cell?.count ?? -1).bigEndian) { row.append(contentsOf: $0) }
            if let cell { row.append(contentsOf: cell) }
        }
        hasher.update(row)
    }

    mutating func finalize() -> Hash256 {
        exchange(&hasher, with: SHA256.Hasher()).finalize()
    }
}
