import Cryptography
import MerkleLog
import Postgres

/// A row of `checkpoints` as it is, whether or not it makes sense.
struct StoredCheckpoint: Sendable {
    var size: Int64
    var root: Hash256
    var note: String

    /// Reads rows of the columns size, root, note.
    static func decode(_ rows: PostgresRows) throws(PostgresError) -> [StoredCheckpoint] {
        try rows.decode(Int64.self, Hash256.self, String.self).map { StoredCheckpoint(size: $0, root: $1, note: $2) }
    }

    /// The checkpoint, when its note is one, signed by `key` if that is given, and says what the columns say.
    func read(key: NoteVerifierKey?) -> Result<Checkpoint, LedgerError> {
        Self.read(note, key: key).flatMap { checkpoint in
            guard checkpoint.size == size, checkpoint.root == root else {
                return .failure(LedgerError(.corrupt, "its columns don't say what its note says"))
            }
            return .success(checkpoint)
        }
    }

    /// The checkpoint in a note, signed by `key` if that is given.
    static func read(_ note: String, key: NoteVerifierKey?) -> Result<Checkpoint, LedgerError> {
        do {
            let note = try SignedNote(parsing: note)
            guard let key else { return .success(try Checkpoint(parsing: note.text)) }
            return .success(try Checkpoint(verifying: note, key: key))
        } catch {
            return .failure(LedgerError(.corrupt, "it can't be verified: \(error)"))
        }
    }
}
