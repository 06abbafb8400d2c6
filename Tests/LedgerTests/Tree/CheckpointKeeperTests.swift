import Cryptography
import FoundationEssentials
import Glibc
import Ledger
import MerkleLog
import Postgres
import PostgresCluster
import TestSupport
import Testing
import Vocabulary

struct CheckpointKeeperTests {
    /// A key, and a path for a memory file that isn't there yet.
    private struct Desk {
        let signer: NoteSigner
        let file = "/tmp/daybook-checkpoint-\(UInt64.random(in: .min ... .max))"

        init() throws {
            signer = try NoteSigner(name: "test.example/log", privateKey: Ed25519.PrivateKey())
        }

        func keeper(_ ledger: Ledger, isRemembering: Bool = true) -> CheckpointKeeper {
            CheckpointKeeper(
                signer: signer, reader: ledger.reader, writer: ledger.writerPool,
                memoryFile: isRemembering ? file : nil,
                logger: .quiet)
        }

        func read(_ note: String) throws -> Checkpoint {
            try Checkpoint(verifying: SignedNote(parsing: note), key: signer.verifierKey)
        }
    }

    private static func with(_ body: (Desk, TestDatabase) async throws -> Void) async throws {
        let desk = try Desk()
        defer { unlink(desk.file) }
        try await TestDatabase.with { try await body(desk, $0) }
    }

    @Test func `it signs the log as it stands, and each size once`() async throws {
        try await Self.with { desk, database in
            try await database.withLedger { ledger in
                let keeper = desk.keeper(ledger)
                let empty = try desk.read(try await keeper.sign())
                #expect(empty.size == 0)
                #expect(empty.root == MerkleTree.emptyRoot)
                let subject = try await ledger.contact()
                for size in [1, 7, 256, 257] {
                    let before = Int(try await ledger.reader.head().size)
                    try await ledger.record(before..<size, about: subject)
                    let note = try await keeper.sign()
                    let checkpoint = try desk.read(note)
                    #expect(checkpoint.size == size)
                    #expect(checkpoint.root == (try await ledger.reader.head().root))
                    #expect(try await keeper.sign() == note)
                    #expect(try await ledger.reader.latestCheckpoint() == note)
                }
                #expect(try await ledger.reader.checkpoints().count == 5)
                let report = try await LedgerVerifier(pool: ledger.writerPool).verify(key: desk.signer.verifierKey)
                #expect(report.findings == [])
                #expect(report.checkpoints == 5)
            }
        }
    }

    @Test func `two keepers with one key agree`() async throws {
        try await Self.with { desk, database in
            try await database.withLedger { ledger in
                let keepers = [desk.keeper(ledger), desk.keeper(ledger)]
                let subject = try await ledger.contact()
                for round in 0..<10 {
                    try await ledger.record(round..<round + 1, about: subject)
                    let notes = try await withThrowingTaskGroup(of: String.self) { group in
                        for number in 0..<6 { group.addTask { try await keepers[number % 2].sign() } }
                        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
                    }
                    #expect(notes.count == 1)
                }
                #expect(try await ledger.reader.checkpoints().count == 10)
            }
        }
    }

    @Test func `a database that was rolled back isn't signed for`() async throws {
        try await Self.with { desk, database in
            try await database.withLedger { ledger in
                try await ledger.record(0..<10, about: try await ledger.contact())
                try await desk.keeper(ledger).sign()
            }
            // As a restored backup would have it: the checkpoint is gone with the events.
            let backup = try await database.copy()
            try await database.withLedger { ledger in
                try await ledger.record(10..<20, about: try await ledger.contact())
                try await desk.keeper(ledger).sign()
            }
            try await backup.withLedger { ledger in
                let error = await #expect(throws: LedgerError.self) { try await desk.keeper(ledger).sign() }
                #expect(error?.code == .inconsistent)
                #expect(error?.description.contains("rolled back") == true)
                #expect(try await ledger.reader.checkpoints().count == 1)
                // Nor when it has grown again, with other events.
                try await ledger.record(100..<115, about: try await ledger.contact())
                let rewritten = await #expect(throws: LedgerError.self) { try await desk.keeper(ledger).sign() }
                #expect(rewritten?.code == .inconsistent)
                #expect(rewritten?.description.contains("rewritten") == true)
                // Without the memory there is nothing to tell.
                try await desk.keeper(ledger, isRemembering: false).sign()
            }
        }
    }

    @Test func `a loss that is accepted is signed over, and what was published is kept`() async throws {
        try await Self.with { desk, database in
            let lost = "\(desk.file).lost-20"
            defer { unlink(lost) }
            try await database.withLedger { ledger in
                #expect(try await desk.keeper(ledger).standing() == .unsigned)
                try await ledger.record(0..<10, about: try await ledger.contact())
                try await desk.keeper(ledger).sign()
                #expect(try await desk.keeper(ledger).standing() == .consistent(10))
                let error = await #expect(throws: LedgerError.self) { try await desk.keeper(ledger).acceptLoss() }
                #expect(error?.code == .notFound)
            }
            let backup = try await database.copy()
            let published = try await database.withLedger { ledger in
                try await ledger.record(10..<20, about: try await ledger.contact())
                return try await desk.keeper(ledger).sign()
            }
            try await backup.withLedger { ledger in
                #expect(try await desk.keeper(ledger).standing() == .rolledBack(20))
                try await ledger.record(100..<115, about: try await ledger.contact())
                #expect(try await desk.keeper(ledger).standing() == .rewritten(20))
                let accepted = try await desk.keeper(ledger).acceptLoss()
                #expect(accepted.published == 20)
                #expect(accepted.size == 25)
                #expect(accepted.file == lost)
                #expect(try desk.read(try await desk.keeper(ledger).sign()).size == 25)
            }
            let kept = String(decoding: try #require(FileManager.default.contents(atPath: lost)), as: UTF8.self)
            #expect(kept == published)
        }
    }

    @Test func `a log that contradicts its own database's checkpoints is no loss to accept`() async throws {
        try await Self.with { desk, database in
            let other = try await database.copy()
            let note = try await database.withLedger { ledger in
                try await ledger.record(0..<3, about: try await ledger.contact())
                return try await desk.keeper(ledger).sign()
            }
            try await other.withLedger { ledger in
                try await ledger.record(10..<14, about: try await ledger.contact())
                let checkpoint = try desk.read(note)
                try await ledger.writerPool.execute(
                    """
                    INSERT INTO checkpoints (size, root, note) VALUES (\(checkpoint.size), \(checkpoint.root), \(note))
                    """)
                let error = await #expect(throws: LedgerError.self) { try await desk.keeper(ledger).acceptLoss() }
                #expect(error?.code == .inconsistent)
                #expect(access(desk.file, F_OK) == 0)
            }
        }
    }

    @Test func `another key's checkpoints are foreign, and can't be accepted away`() async throws {
        try await Self.with { desk, database in
            try await database.withLedger { ledger in
                try await ledger.record(0..<3, about: try await ledger.contact())
                try await desk.keeper(ledger).sign()
                let stranger = try Desk()
                guard case .foreign = try await stranger.keeper(ledger).standing() else {
                    Issue.record("It isn't foreign.")
                    return
                }
            }
        }
    }

    @Test func `a log of the same size with another root isn't signed for`() async throws {
        try await Self.with { desk, database in
            let other = try await database.copy()
            try await database.withLedger { ledger in
                try await ledger.record(0..<3, about: try await ledger.contact())
                try await desk.keeper(ledger).sign()
            }
            try await other.withLedger { ledger in
                try await ledger.record(10..<13, about: try await ledger.contact())
                let error = await #expect(throws: LedgerError.self) { try await desk.keeper(ledger).sign() }
                #expect(error?.code == .inconsistent)
            }
        }
    }

    @Test func `another key than the one that signed before is refused`() async throws {
        try await Self.with { desk, database in
            try await database.withLedger { ledger in
                try await ledger.record(0..<3, about: try await ledger.contact())
                try await desk.keeper(ledger).sign()
                let stranger = try Desk()
                let error = await #expect(throws: LedgerError.self) { try await stranger.keeper(ledger).sign() }
                #expect(error?.code == .key)
                #expect(error?.description.contains("DAYBOOK_SIGNING_KEY_FILE") == true)
            }
        }
    }

    @Test func `the memory is made up for when it couldn't be written`() async throws {
        try await Self.with { desk, database in
            try await database.withLedger { ledger in
                let folder = desk.file + ".d"
                let keeper = CheckpointKeeper(
                    signer: desk.signer, reader: ledger.reader, writer: ledger.writerPool,
                    memoryFile: "\(folder)/last", logger: .quiet)
                try await ledger.record(0..<3, about: try await ledger.contact())
                let error = await #expect(throws: LedgerError.self) { try await keeper.sign() }
                #expect(error?.code == .key)
                mkdir(folder, 0o700)
                defer {
                    unlink("\(folder)/last")
                    rmdir(folder)
                }
                try await keeper.sign()
                #expect(access("\(folder)/last", F_OK) == 0)
            }
        }
    }

    @Test func `the service signs as the log grows, and once more when it ends`() async throws {
        try await Self.with { desk, database in
            let ledger = try await database.open()
            let service = CheckpointService(keeper: desk.keeper(ledger), interval: .milliseconds(20))
            let run = ServiceRun(ledger.services + [service])
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await run.run() }
                let subject = try await ledger.contact()
                try await ledger.record(0..<3, about: subject)
                while try await ledger.reader.latestCheckpoint().map(desk.read)?.size != 3 { await Task.yield() }
                try await ledger.record(3..<5, about: subject)
                await run.shutDown()
                try await group.waitForAll()
            }
            let last = try await database.count("SELECT max(size) FROM checkpoints")
            #expect(last == 5)
        }
    }
}
