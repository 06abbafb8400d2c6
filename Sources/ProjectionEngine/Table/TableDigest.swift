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
        let rows = try await connection.copyOut(PostgresQuery(table.sql.export).timeout(.seconds(600))) { row in
            hasher.withLock { $0.add(row) }
        }
        return TableDigest(table: table.name, rows: Int64(rows), digest: hasher.withLock { $0.finalize() })
    }
}

/// Hashes rows one after the other.
private struct RowHasher: ~Copyable {
    private var hasher = SHA256.Hasher()
    private var cells: [UInt8] = []

    mutating func add(_ row: borrowing PostgresCopyRow) {
        cells.removeAll(keepingCapacity: true)
        for column in 0..<row.count {
            row.withBytes(column) { cell in
                if let cell {
                    add(length: Int32(truncatingIfNeeded: cell.byteCount))
                    cell.withUnsafeBytes { cells.append(contentsOf: $0) }
                } else {
                    add(length: -1)
                }
            }
        }
        hasher.update(cells)
    }

    private mutating func add(length: Int32) {
        withUnsafeBytes(of: length.bigEndian) { cells.append(contentsOf: $0) }
    }

    mutating func finalize() -> Hash256 {
        exchange(&hasher, with: SHA256.Hasher()).finalize()
    }
}
