import Cryptography
import MerkleLog
import Testing
import Vocabulary

@testable import Ledger

struct LedgerCheckTests {
    /// What is found in events that are read in ranges of so many positions.
    private static func findings(
        _ events: [StoredEvent], _ head: StoredHead?, span: Int64 = 256, end: Int64? = nil
    ) throws -> [String] {
        var check = LedgerCheck()
        for range in ranges(end ?? Int64(events.count), span: span) {
            check.add(try CopyRows.check(events.filter { range.contains($0.header.position.rawValue) }, in: range))
        }
        check.finish(head)
        return check.finished().findings.map(\.description)
    }

    private static func ranges(_ size: Int64, span: Int64) -> [Range<Int64>] {
        stride(from: 0, to: size, by: Int(span)).map { $0..<min($0 + span, size) }
    }

    @Test(arguments: [256, 512, 1024] as [Int64])
    func `ranges may be of any length`(span: Int64) throws {
        let events = CopyRows.events(0..<700)
        var check = LedgerCheck()
        for range in Self.ranges(700, span: span) {
            check.add(try CopyRows.check(events[Int(range.lowerBound)..<Int(range.upperBound)], in: range))
        }
        check.finish(CopyRows.head(events))
        #expect(check.tree.root == MerkleTree.root(of: events.map(\.leaf)))
        let report = check.finished()
        #expect(report.findings == [])
        #expect(report.events == 700)
        #expect(report.verified?.size == 700)
    }

    @Test func `tiles above the leaves' are those of the tree`() throws {
        let size: Int64 = 256 * 256 * 2 + 256 * 3
        var check = LedgerCheck()
        var growth = TreeGrowth()
        var expected: [TileCoordinate: Hash256] = [:]
        var leaves: [Hash256] = []
        for number in 0..<size {
            let leaf = SHA256.hash(Array("\(number)".utf8))
            leaves.append(leaf)
            for tile in growth.append(leaf) where tile.coordinate.level > 0 {
                expected[tile.coordinate] = SHA256.hash(tile.bytes)
            }
        }
        for range in Self.ranges(size, span: 16_384) {
            var result = RangeResult(range: range, events: range.upperBound - range.lowerBound)
            for first in stride(from: Int(range.lowerBound), to: Int(range.upperBound), by: 256) {
                result.tileRoots.append(MerkleTree.root(of: leaves[first..<first + 256]))
            }
            check.add(result)
        }
        #expect(check.tileDigests == expected)
        #expect(expected.count == 2)
        #expect(check.tree.hashes == growth.range.hashes)
    }

    @Test func `a row that is there twice is named, and counted once in the tree`() throws {
        let events = CopyRows.events(0..<10)
        #expect(
            try Self.findings(events[..<6] + [events[5]] + events[6...], CopyRows.head(events), end: 10) == [
                "event 5: it is there twice"
            ])
    }

    @Test(arguments: [256, 1024] as [Int64])
    func `a gap is one finding, however long`(span: Int64) throws {
        let events = CopyRows.events(0..<1000)
        let findings = try Self.findings(
            events.filter { !(100..<900).contains($0.header.position.rawValue) }, CopyRows.head(events), span: span,
            end: 1000)
        #expect(findings.first == "event 100: it and the 799 after it are missing")
        #expect(findings.filter { $0.hasPrefix("event") }.count == 1)
    }

    @Test func `a head that counts more than could ever be there is no reason to count that far`() throws {
        let events = CopyRows.events(0..<10)
        var head = CopyRows.head(events)
        head.size = .max
        #expect(
            try Self.findings(events, head) == [
                "event 10: it and the \(Int64.max - 11) after it are missing",
                "head: it says \(Int64.max) events, and there are 10",
            ])
    }

    @Test func `a wrong hash in the head's edge is located by the events it is over`() throws {
        let events = CopyRows.events(0..<700)
        var head = CopyRows.head(events)
        // 700 is 512 + 128 + 32 + 16 + 8 + 4: the third hash.
        head.edge[2 * 32] ^= 1
        #expect(try Self.findings(events, head) == ["head: its edge isn't that of the events 640 to 671"])
    }

    @Test func `time that turns back between two ranges is found as within one`() throws {
        var events = CopyRows.events(0..<512)
        for position in [100, 256] {
            events[position].header.recordedAt = Timestamp(microseconds: 0)
            events[position].leaf = MerkleTree.leafHash(events[position].entry)
        }
        var head = CopyRows.head(events)
        head.recordedAt = events[511].header.recordedAt
        #expect(
            try Self.findings(events, head) == [100, 256].map { "event \($0): \(VerificationReport.timeTurnedBack)" })
    }

    @Test func `a ledger that is wrong all over has findings enough, and the rest is counted`() {
        var check = LedgerCheck()
        for position in 0..<Int64(FindingList.limit + 5) { check.find(.event(Position(position)), "rubbish") }
        let report = check.finished()
        #expect(report.findings.count == FindingList.limit)
        #expect(report.omittedFindings == 5)
    }
}
