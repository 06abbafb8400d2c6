import Cryptography
import Ledger
import MerkleLog
import Postgres
import PostgresCluster
import TestSupport
import Testing
import Vocabulary

struct VerifierTests {
    private static let log = TamperedLog()

    /// Verifies with two workers, in ranges of one tile: three of them.
    private static func verify(
        _ database: TestDatabase, kept: [String] = [], key: NoteVerifierKey? = nil
    ) async throws -> VerificationReport {
        try await database.withVerifier(workers: 2, span: 256) { try await $0.verify(kept: kept, key: key) }
    }

    @Test func `a ledger that is as it was written passes`() async throws {
        try await Self.log.withCopy { database, log in
            let report = try await Self.verify(database, kept: [log.kept], key: log.key)
            #expect(report.findings == [])
            #expect(report.events == 600)
            #expect(report.tiles == 2)
            #expect(report.checkpoints == 3)
            #expect(report.root.size == 600)
        }
    }

    @Test(arguments: [1, 2, 5], [256, 512, 16_384] as [Int64])
    func `the outcome doesn't depend on how the work is divided`(workers: Int, span: Int64) async throws {
        try await Self.log.withCopy { database, log in
            let sound = try await database.withVerifier(workers: workers, span: span) {
                try await $0.verify(key: log.key)
            }
            #expect(sound.findings == [])
            #expect(sound.checkpoints == 2)
            #expect(sound.verified?.size == 600)
            try await database.execute(
                tampering: true,
                "DELETE FROM events WHERE position IN (255, 256, 599); UPDATE event_ids SET position = 1 WHERE position = 2"
            )
            let report = try await database.withVerifier(workers: workers, span: span) {
                try await $0.verify(key: log.key)
            }
            #expect(
                report.findings.map(\.place.description) == [
                    "event 255", "event 599", "id of event 1", "id of event 2", "id of event 255", "id of event 256",
                    "id of event 599", "tile/0/000", "tile/0/001", "head", "checkpoint at 300", "checkpoint at 600",
                ])
        }
    }

    @Test func `an empty ledger passes`() async throws {
        try await TestDatabase.with { database in
            let report = try await Self.verify(database)
            #expect(report.findings == [])
            #expect(report.events == 0)
        }
    }

    /// Something that was done to the database behind the ledger's back, and the places that must be named.
    struct Tampering: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var sql: String
        var places: Set<String>

        /// Whether so many rows are gone that not all that follows from it is listed here.
        var isLarge = false

        init(_ description: String, _ sql: String, _ places: Set<String>, isLarge: Bool = false) {
            testDescription = description
            self.sql = sql
            self.places = places
            self.isLarge = isLarge
        }

        /// A column of event 300 that was changed; `andID` when the ids know it otherwise.
        static func column(_ assignment: String, andID: Bool = false) -> Tampering {
            Tampering(
                "event 300: \(assignment)", "UPDATE events SET \(assignment) WHERE position = 300",
                andID ? ["event 300", "id of event 300"] : ["event 300"])
        }
    }

    /// What the loss or the change of a leaf of the second tile does to the tree above it.
    private static let treeOverSecondTile: Set<String> = ["tile/0/001", "head", "checkpoint at 600"]

    static let tamperings = [
        Tampering.column("body = set_byte(body, 30, get_byte(body, 30) # 1)"), .column("body = '\\x'"),
        .column("id = gen_random_uuid()", andID: true), .column("tenant = 'other'", andID: true),
        .column("kind = 'task.created'"),
        .column("source = 'agent'"), .column("subject = gen_random_uuid()"),
        .column("conversation = gen_random_uuid()"),
        .column("actor = 'user:mallory'"), .column("cause = 3"), .column("cause = 301"),
        .column("occurred_at = occurred_at + interval '1 microsecond'"),
        .column("recorded_at = recorded_at + interval '1 microsecond'"),
        // What can't be read as an event at all.
        .column("kind = 'no.such'"), .column("actor = 'nobody'"), .column("tenant = 'No Tenant'", andID: true),
        .column("occurred_at = 'infinity'"),
        Tampering(
            "event 300: subject = NULL",
            "ALTER TABLE events ALTER COLUMN subject DROP NOT NULL; UPDATE events SET subject = NULL WHERE position = 300",
            ["event 300"]),
        Tampering(
            "leaf", "UPDATE events SET leaf = sha256('x') WHERE position = 300",
            ["event 300", "tile/0/001", "head", "checkpoint at 600"]),
        Tampering(
            "row removed", "DELETE FROM events WHERE position = 300",
            treeOverSecondTile.union(["event 300", "id of event 300"])),
        Tampering(
            "row and id removed",
            "DELETE FROM events WHERE position = 300; DELETE FROM event_ids WHERE position = 300",
            treeOverSecondTile.union(["event 300"])),
        Tampering(
            "rows of one run removed",
            "DELETE FROM events WHERE position BETWEEN 400 AND 450; DELETE FROM event_ids WHERE position BETWEEN 400 AND 450",
            treeOverSecondTile.union(["event 400"])),
        Tampering(
            "rows swapped",
            """
            UPDATE events SET position = 5000 WHERE position = 310;
            UPDATE events SET position = 310 WHERE position = 320;
            UPDATE events SET position = 320 WHERE position = 5000;
            """,
            treeOverSecondTile.union(["event 310", "event 320", "id of event 310", "id of event 320"])),
        Tampering(
            "row with a leaf that goes with it",
            """
            CREATE FUNCTION header(e events) RETURNS bytea LANGUAGE sql AS $$ SELECT convert_to(format(
              '{"actor":"%s","body":"%s","id":"%s","kind":"%s","occurred_at":%s,"position":%s,"recorded_at":%s,'
              '"source":"%s","subject":"%s","tenant":"%s"}', e.actor, encode(sha256(e.body), 'hex'), e.id, e.kind,
              (extract(epoch FROM e.occurred_at) * 1000000)::bigint, e.position,
              (extract(epoch FROM e.recorded_at) * 1000000)::bigint, e.source, e.subject, e.tenant), 'UTF8') $$;
            UPDATE events SET body = '\\x00' WHERE position = 300;
            UPDATE events SET leaf = sha256('\\x00'::bytea || header(events)) WHERE position = 300;
            """, treeOverSecondTile),
        Tampering(
            "row before the first",
            """
            ALTER TABLE events DROP CONSTRAINT events_position_check; CREATE TABLE events_before PARTITION OF events DEFAULT;
            INSERT INTO events SELECT -5, gen_random_uuid(), tenant, kind, source, subject, conversation, actor, cause,
              occurred_at, recorded_at, body, leaf FROM events WHERE position = 599
            """, ["event -5"]),
        Tampering(
            "row beyond the head",
            """
            INSERT INTO events SELECT 600, gen_random_uuid(), tenant, kind, source, subject, conversation, actor, cause,
              occurred_at, recorded_at, body, leaf FROM events WHERE position = 599
            """, ["event 600"]),
        Tampering(
            "row far beyond the head",
            """
            INSERT INTO events SELECT 8000, id, tenant, kind, source, subject, conversation, actor, cause,
              occurred_at, recorded_at, body, leaf FROM events WHERE position = 599
            """, ["event 8000"]),
        Tampering(
            "tail cut off",
            "DELETE FROM events WHERE position >= 590; DELETE FROM event_ids WHERE position >= 590",
            ["event 590", "head", "checkpoint at 600"], isLarge: true),
        Tampering(
            "partition lost", "DROP TABLE events_000000000000", ["event 0", "head", "checkpoint at 600"], isLarge: true),
        Tampering(
            "tile's hash", "UPDATE tiles SET hashes = set_byte(hashes, 100, get_byte(hashes, 100) # 1) WHERE index = 1",
            ["tile/0/001"]),
        Tampering(
            "tile's hashes, of another size",
            "ALTER TABLE tiles DROP CONSTRAINT tiles_hashes_check; UPDATE tiles SET hashes = 'x' WHERE index = 1",
            ["tile/0/001"]),
        Tampering("tile's root", "UPDATE tiles SET root = sha256('x') WHERE index = 1", ["tile/0/001"]),
        Tampering("tile removed", "DELETE FROM tiles WHERE index = 0", ["tile/0/000"]),
        Tampering(
            "tile of nothing", "INSERT INTO tiles SELECT 0, 2, hashes, root FROM tiles WHERE index = 0", ["tile/0/002"]),
        Tampering(
            "tile of no level", "INSERT INTO tiles SELECT 99, 2, hashes, root FROM tiles WHERE index = 0",
            ["tile/63/002"]),
        Tampering("head's size", "UPDATE head SET size = 599", ["head", "event 599", "checkpoint at 600"]),
        Tampering("head's size, beyond the log", "UPDATE head SET size = 602", ["head", "event 600"]),
        Tampering("head's root", "UPDATE head SET root = sha256('x')", ["head"]),
        Tampering("head's edge", "UPDATE head SET edge = set_byte(edge, 3, get_byte(edge, 3) # 1)", ["head"]),
        Tampering("head's edge, cut off", "UPDATE head SET edge = ''", ["head"]),
        Tampering("head's time", "UPDATE head SET recorded_at = recorded_at - interval '1 second'", ["head"]),
        Tampering("head removed", "DELETE FROM head", ["head"]),
        Tampering("id missing", "DELETE FROM event_ids WHERE position = 17", ["id of event 17"]),
        Tampering(
            "id of no event",
            "INSERT INTO event_ids SELECT 'default', gen_random_uuid(), 700, digest FROM event_ids LIMIT 1",
            ["id of event 700"]),
        Tampering(
            "id of an event, moved past the end", "UPDATE event_ids SET position = 100000 WHERE position = 17",
            ["id of event 17", "id of event 100000"]),
        Tampering(
            "id given to another tenant", "UPDATE event_ids SET tenant = 'other' WHERE position = 17",
            ["id of event 17"]),
        Tampering(
            "ids exchanged",
            """
            UPDATE event_ids SET position = -1 WHERE position = 17; UPDATE event_ids SET position = 17 WHERE position = 18;
            UPDATE event_ids SET position = 18 WHERE position = -1;
            """, ["id of event 17", "id of event 18"]),
        Tampering("checkpoint's size", "UPDATE checkpoints SET size = 301 WHERE size = 300", ["checkpoint at 301"]),
        Tampering(
            "checkpoint's root", "UPDATE checkpoints SET root = sha256('x') WHERE size = 300", ["checkpoint at 300"]),
        Tampering(
            "checkpoint's note", "UPDATE checkpoints SET note = replace(note, '300', '299') WHERE size = 300",
            ["checkpoint at 300"]),
        Tampering(
            "checkpoint's signature",
            "UPDATE checkpoints SET note = overlay(note placing 'AAAA' from length(note) - 20)",
            ["checkpoint at 300", "checkpoint at 600"]),
        Tampering(
            "checkpoint's note, gone", "UPDATE checkpoints SET note = '' WHERE size = 600", ["checkpoint at 600"]),
    ]

    @Test(arguments: tamperings)
    func `what was tampered with is found and named`(tampering: Tampering) async throws {
        try await Self.log.withCopy { database, log in
            try await database.execute(tampering: true, tampering.sql)
            let report = try await Self.verify(database, kept: [], key: log.key)
            let places = Set(report.findings.map(\.place.description))
            #expect(places.isSuperset(of: tampering.places), "\(report.findings)")
            // What wasn't touched isn't blamed: of many rows that are gone, the ids and the tiles over them may be.
            let blamed = places.subtracting(tampering.places).filter { !tampering.isLarge || $0.hasPrefix("event ") }
            #expect(blamed.isEmpty, "\(report.findings)")
        }
    }

    @Test func `a tail that was cut off without a trace is found by a kept checkpoint`() async throws {
        try await Self.log.withCopy { database, log in
            // The ledger as it stood at 300 events, in every table.
            try await database.execute(
                tampering: true,
                """
                DELETE FROM events WHERE position >= 300; DELETE FROM event_ids WHERE position >= 300;
                DELETE FROM tiles WHERE index = 1; DELETE FROM checkpoints WHERE size = 600;
                """)
            try await log.restoreHead(of: 300, in: database)
            let blind = try await Self.verify(database, key: log.key)
            #expect(blind.findings == [])
            let report = try await Self.verify(database, kept: [log.kept], key: log.key)
            #expect(report.findings.map(\.place.description) == ["checkpoint at 600"])
        }
    }

    @Test func `a history that was rewritten as a whole is found by a kept checkpoint`() async throws {
        try await Self.log.withCopy { _, log in
            try await TestDatabase.with { forged in
                try await forged.withLedger { try await $0.record(1000..<1700, about: try await $0.contact()) }
                let blind = try await Self.verify(forged, key: log.key)
                #expect(blind.findings == [])
                let report = try await Self.verify(forged, kept: [log.kept], key: log.key)
                #expect(report.findings.map(\.place.description) == ["checkpoint at 600"])
            }
        }
    }

    @Test func `a kept checkpoint that isn't the log's is refused`() async throws {
        try await Self.log.withCopy { database, log in
            let stranger = try NoteSigner(name: "other.example/log", privateKey: Ed25519.PrivateKey())
            let error = await #expect(throws: LedgerError.self) {
                try await Self.verify(database, kept: [log.kept], key: stranger.verifierKey)
            }
            #expect(error?.code == .corrupt)
            await #expect(throws: LedgerError.self) { try await Self.verify(database, kept: ["rubbish"]) }
        }
    }

    @Test func `progress reaches the end`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                for start in stride(from: 0, to: 5000, by: 1000) {
                    try await ledger.record(start..<start + 1000, about: subject)
                }
                let (steps, sender) = AsyncStream<LedgerVerifier.Progress>.makeStream()
                _ = try await LedgerVerifier(pool: ledger.writerPool, span: 4096).verify { sender.yield($0) }
                sender.finish()
                let done = await steps.reduce(into: [Int64]()) { $0.append($1.done) }
                #expect(done == [4096, 5000])
            }
        }
    }
}
