import Curl
import Glibc
import Testing
import Vocabulary

@testable import DaybookClient

@Suite struct JournalTests {
    private static func write(_ number: UInt64, _ text: String = "hello") -> PendingWrite {
        PendingWrite(
            number: number, session: "s", method: .post, path: "/p",
            body: JSON.object(["content": .string(text)]).serialized(), key: "k\(number)", ifUnchangedSince: 7,
            madeAt: Timestamp(microseconds: 1_760_000_000_123_456))
    }

    private static func reopened(_ folder: Folder) throws -> JournalFile.Contents {
        var contents = JournalFile.Contents()
        _ = try JournalFile(in: folder.queue, &contents)
        return contents
    }

    @Test func `the checksum is that of zip`() {
        #expect(CRC32.checksum("123456789".utf8) == 0xCBF4_3926)
        #expect(CRC32.checksum([]) == 0)
    }

    @Test func `what was written is there again, without what was done`() async throws {
        try await Folder.with { folder in
            folder.makeQueue()
            do {
                var contents = JournalFile.Contents()
                var journal = try JournalFile(in: folder.queue, &contents)
                #expect(contents.writes.isEmpty)
                try journal.append([Self.write(2), Self.write(1, "ä\n\"\u{1F355}")])
                try journal.append([Self.write(3)])
                try journal.finish([2, 99])
            }
            let contents = try Self.reopened(folder)
            #expect(contents.writes == [Self.write(1, "ä\n\"\u{1F355}"), Self.write(3)])
            #expect(contents.lastNumber == 3)
            #expect(contents.damaged.isEmpty)
        }
    }

    @Test func `wherever a crash cuts the last line off, those before it are kept, and what comes then is too`()
        async throws
    {
        try await Folder.with { folder in
            folder.makeQueue()
            let first = JournalLine.write(Self.write(1)).bytes
            let last = JournalLine.write(Self.write(2)).bytes
            for cut in 0..<last.count {
                try folder.write(first + last[..<cut], to: "queue/journal")
                do {
                    var contents = JournalFile.Contents()
                    var journal = try JournalFile(in: folder.queue, &contents)
                    #expect(contents.writes == [Self.write(1)], "cut after \(cut) bytes")
                    try journal.append([Self.write(3)])
                }
                let contents = try Self.reopened(folder)
                #expect(contents.writes == [Self.write(1), Self.write(3)], "cut after \(cut) bytes")
                #expect(contents.damaged.isEmpty)
            }
        }
    }

    @Test func `a line that was changed is put aside, and the others go on`() async throws {
        try await Folder.with { folder in
            folder.makeQueue()
            var lines = (1...3).map { JournalLine.write(Self.write($0)).bytes }
            lines[1][40] ^= 1
            try folder.write(Array(lines.joined()), to: "queue/journal")
            let (journal, contents) = try await Journal.open(
                folder: folder.queue, refusedLimit: 1000, now: Timestamp(microseconds: 0)
            ) { _ in }
            await journal.close()
            #expect(contents.writes.map(\.number) == [1, 3])
            #expect(folder.text("queue/refused.jsonl").contains(#""code":"damaged""#))
            #expect(try Self.reopened(folder).damaged.isEmpty)
        }
    }

    @Test func `a compaction keeps what isn't done, and nothing else`() async throws {
        try await Folder.with { folder in
            folder.makeQueue()
            let text = String(repeating: "x", count: 10_000)
            do {
                var contents = JournalFile.Contents()
                var journal = try JournalFile(in: folder.queue, &contents)
                for number in UInt64(1)...300 {
                    try journal.append([Self.write(number, text)])
                    if number > 2 { try journal.finish([number]) }
                }
            }
            #expect(folder.bytes("queue/journal").count < JournalFile.slack + 30_000)
            #expect(try Self.reopened(folder).writes == [Self.write(1, text), Self.write(2, text)])
        }
    }

    @Test func `a folder belongs to one client, of whatever process`() async throws {
        try await Folder.with { folder in
            let (journal, _) = try await Journal.open(
                folder: folder.queue, refusedLimit: 1000, now: Timestamp(microseconds: 0)
            ) { _ in }
            let error = await #expect(throws: DaybookClientError.self) {
                try await Journal.open(
                    folder: folder.queue, refusedLimit: 1000, now: Timestamp(microseconds: 0)
                ) { _ in }
            }
            #expect(error?.code == .queueFolderBusy)
            #expect(error?.message.contains(folder.queue) == true)
            // flock(1) is another process; 75 is what it is told to say.
            let locked = system("flock --nonblock --conflict-exit-code 75 '\(folder.queue)/lock' true")
            #expect((locked >> 8) & 0xFF == 75)
            await journal.close()
            #expect(system("flock --nonblock --conflict-exit-code 75 '\(folder.queue)/lock' true") == 0)
        }
    }

    @Test func `what was refused is kept to a bound`() async throws {
        try await Folder.with { folder in
            folder.makeQueue()
            var refused = try RefusedFile(in: folder.queue, limit: 2000)
            for number in UInt64(1)...50 {
                try refused.append([
                    RefusedFile.line(
                        Self.write(number), Refusal(.byServer, "No.", status: 400, serverCode: "bad"),
                        at: Timestamp(microseconds: 0))
                ])
            }
            #expect(folder.bytes("queue/refused.jsonl").count < 2600)
            let last = folder.text("queue/refused.jsonl").split(separator: "\n").last
            let line = try JSON(parsing: Array(try #require(last).utf8))
            #expect(line["status"] == 400)
            #expect(line["server_code"] == "bad")
            #expect(PendingWrite(record: try #require(line["write"])) == Self.write(50))
        }
    }
}
