import Cryptography
import Ledger
import MerkleLog
import Postgres
import Vocabulary

/// A ledger of 600 events with checkpoints at 300 and 600, made once, of which every test spoils a copy of its own.
actor TamperedLog {
    /// What stays outside of the database.
    struct Keepsakes: Sendable {
        var key: NoteVerifierKey
        /// The note of the checkpoint at 600.
        var kept: String
        /// The edge, root and time of the head at 300, as SQL.
        var oldHead: String

        /// Turns the head back.
        func restoreHead(of size: Int64, in database: TestDatabase) async throws {
            try await database.execute(
                "UPDATE head SET (size, edge, root, recorded_at) = (SELECT \(size), \(oldHead))")
        }
    }

    private var made: (TestDatabase, Keepsakes)?
    private let turnstile = Turnstile(1)

    /// Runs `body` with a copy.
    nonisolated func withCopy(_ body: (TestDatabase, Keepsakes) async throws -> Void) async throws {
        let (original, keepsakes) = try await original()
        try await TestDatabase.with(copyOf: original) { try await body($0, keepsakes) }
    }

    private func original() async throws -> (TestDatabase, Keepsakes) {
        try await turnstile.pass {
            if let made { return made }
            let new = try await Self.make()
            made = new
            return new
        }
    }

    private static func make() async throws -> (TestDatabase, Keepsakes) {
        let signer = try NoteSigner(name: "test.example/log", privateKey: Ed25519.PrivateKey())
        return try await TestDatabase.with(partitionSize: 8192) { database in
            try await database.withLedger { ledger in
                let keeper = CheckpointKeeper(
                    signer: signer, reader: ledger.reader, writer: ledger.writerPool, memoryFile: nil, logger: .quiet)
                let subject = try await ledger.contact()
                // In batches, each of which has its own time.
                for start in stride(from: 0, to: 300, by: 20) {
                    try await ledger.record(start..<start + 20, about: subject)
                }
                try await keeper.sign()
                let oldHead = try await ledger.writerPool.query(
                    "SELECT format('%L::bytea, %L::bytea, %L::timestamptz', edge, root, recorded_at) FROM head"
                ).decode(column: 0, as: String.self)[0]
                for start in stride(from: 300, to: 600, by: 20) {
                    try await ledger.record(start..<start + 20, about: subject)
                }
                let kept = try await keeper.sign()
                return (database, Keepsakes(key: signer.verifierKey, kept: kept, oldHead: oldHead))
            }
        }
    }
}
