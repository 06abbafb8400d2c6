import Cryptography
import Postgres
import Vocabulary

/// The head's row as it is, whether or not it makes sense.
struct StoredHead: Sendable {
    var size: Int64
    /// The edge's hashes one after the other.
    var edge: [UInt8]
    var root: Hash256
    var recordedAt: Timestamp

    /// Reads the row of `read_head.sql`; `nil` when there is none.
    static func decode(_ rows: PostgresRows) throws(PostgresError) -> StoredHead? {
        try rows.decode(Int64.self, [UInt8].self, Hash256.self, Timestamp.self).first.map {
            size, edge, root, recordedAt in
            StoredHead(size: size, edge: edge, root: root, recordedAt: recordedAt)
        }
    }
}
