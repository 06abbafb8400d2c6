import Cryptography
import Ledger
import MerkleLog
import Postgres
import Testing
import Vocabulary

/// Verifying what was recorded since.
struct IncrementalTests {
    private static let log = TamperedLog()

    private static func verify(
        _ database: TestDatabase, since: VerifiedHistory?, isWhole: Bool = false, kept: [String] = [],
        key: NoteVerifierKey? = nil
    ) async throws -> VerificationReport {
        try await database.withVerifier(workers: 2, span: 256) {
            try await $0.verify(since: since, isWhole: isWhole, kept: kept, key: key)
        }
    }

    /// What a verification at some size came to.
    private static func history(of database: TestDatabase, at size: Int64) async throws -> VerifiedHistory {
        var edge = CompactRange()
        let rows = try await database.asOwner { connection in
            try await connection.query(
                "SELECT leaf, recorded_at FROM events WHERE position < \(size) ORDER BY position"
            )
            .decode(Hash256.self, Timestamp.self)
        }
        edge.append(contentsOf: rows.map(\.0))
        return VerifiedHistory(edge: edge, lastTime: rows.last?.1)
    }

    @Test(arguments: [0, 1, 255, 256, 257, 300, 512, 599, 600] as [Int64])
    func `it comes to what a whole verification comes to`(size: Int64) async throws {
        try await Self.log.withCopy { database, log in
            let whole = try await Self.verify(database, since: nil, key: log.key)
            let history = try await Self.history(of: database, at: size)
            let report = try await Self.verify(database, since: history, kept: [log.kept], key: log.key)
            #expect(report.findings == [])
            // From the last full tile on.
            #expect(report.first.rawValue == size & ~255)
            #expect(report.events == 600 - size & ~255)
            #expect(report.root == whole.root)
            #expect(report.verified == whole.verified)
        }
    }

    @Test func `the tiles above the leaves' grow from what is stored, once that is proven`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                // Enough for the first tile of the second level, which the last few fill.
                let size = 256 * 256
                for start in stride(from: 0, to: size - 1024, by: 1024) {
                    try await ledger.record(start..<start + 1024, about: subject)
                }
                let before = try #require(try await Self.verify(database, since: nil).verified)
                try await ledger.record(size - 1024..<size + 10, about: subject)
                let report = try await Self.verify(database, since: before)
                #expect(report.findings == [])
                #expect(report.tiles == 5)
                #expect(report.events == 1034)

                try await database.execute(
                    tampering: true, "UPDATE tiles SET root = sha256('x') WHERE level = 0 AND index = 3")
                let spoiled = try await Self.verify(database, since: before)
                #expect(spoiled.findings.map(\.place.description) == ["tile/1/000", "tile/1/000"])
            }
        }
    }

    @Test(arguments: [
        ("UPDATE events SET body = '\\x' WHERE position = 400", ["event 400"]),
        ("DELETE FROM event_ids WHERE position = 400", ["id of event 400"]),
        ("UPDATE event_ids SET position = 401 WHERE position = 400", ["id of event 400"]),
        ("UPDATE tiles SET root = sha256('x') WHERE index = 1", ["tile/0/001"]),
        ("UPDATE head SET root = sha256('x')", ["head"]),
        ("UPDATE checkpoints SET root = sha256('x') WHERE size = 600", ["checkpoint at 600"]),
        ("INSERT INTO tiles SELECT 0, 2, hashes, root FROM tiles WHERE index = 0", ["tile/0/002"]),
        // The leaf of an event that was verified, in the tile that wasn't full then.
        (
            "UPDATE events SET leaf = sha256('x') WHERE position = 299",
            ["event 299", "tile/0/001", "head", "checkpoint at 300", "checkpoint at 600"]
        ),
    ])
    func `what was tampered with since is found`(sql: String, places: [String]) async throws {
        try await Self.log.withCopy { database, log in
            let history = try await Self.history(of: database, at: 300)
            try await database.execute(tampering: true, sql)
            let report = try await Self.verify(database, since: history, key: log.key)
            #expect(Set(report.findings.map(\.place.description)) == Set(places), "\(report.findings)")
            #expect(report.verified == nil)
        }
    }

    @Test func `an old row that was changed is found by a whole run alone`() async throws {
        try await Self.log.withCopy { database, log in
            let history = try await Self.history(of: database, at: 600)
            try await database.execute(tampering: true, "UPDATE events SET body = '\\x' WHERE position = 3")
            #expect(try await Self.verify(database, since: history).findings == [])
            let whole = try await Self.verify(database, since: history, isWhole: true)
            #expect(whole.findings.map(\.place.description) == ["event 3"])
        }
    }

    @Test(arguments: [false, true])
    func `a history that was rewritten doesn't continue what was verified`(isWhole: Bool) async throws {
        try await Self.log.withCopy { database, _ in
            let history = try await Self.history(of: database, at: 600)
            try await TestDatabase.with { forged in
                try await forged.withLedger { try await $0.record(1000..<1700, about: try await $0.contact()) }
                let report = try await Self.verify(forged, since: history, isWhole: isWhole)
                #expect(report.findings.map(\.place.description).contains("checkpoint at 600"))
                #expect(report.verified == nil)
            }
        }
    }

    @Test func `a ledger that is shorter than what was verified is verified as a whole`() async throws {
        try await Self.log.withCopy { database, log in
            let history = try await Self.history(of: database, at: 600)
            try await database.execute(
                tampering: true,
                """
                DELETE FROM events WHERE position >= 300; DELETE FROM event_ids WHERE position >= 300;
                DELETE FROM tiles WHERE index = 1; DELETE FROM checkpoints WHERE size = 600;
                """)
            try await log.restoreHead(of: 300, in: database)
            let report = try await Self.verify(database, since: history, key: log.key)
            #expect(report.events == 300)
            #expect(report.findings.map(\.place.description) == ["checkpoint at 600"])
        }
    }

    @Test func `a kept checkpoint from before is compared by a proof from the stored tiles`() async throws {
        try await Self.log.withCopy { database, log in
            let history = try await Self.history(of: database, at: 600)
            let notes = try await database.asOwner { connection in
                try await connection.query("SELECT note FROM checkpoints ORDER BY size").decode(
                    column: 0, as: String.self)
            }
            #expect(try await Self.verify(database, since: history, kept: notes, key: log.key).findings == [])
            let signer = try NoteSigner(name: "test.example/log", privateKey: Ed25519.PrivateKey())
            let other = try Checkpoint(origin: "test.example/log", size: 300, root: .zero).signed(by: signer).encoded
            let report = try await Self.verify(database, since: history, kept: [other])
            #expect(report.findings.map(\.place.description) == ["checkpoint at 300"])
        }
    }
}
