import Cryptography
import MerkleLog
import Testing
import Vocabulary

@testable import Ledger

struct LedgerCheckTests {
    private static func rows(_ positions: Range<Int64>) -> [EventRow] {
        positions.map { position in
            let header = EventHeader(
                position: Position(position), id: EventID(high: 0, low: UInt64(position)), tenant: .default,
                kind: .noteAdded, source: .daybook, subject: SubjectID(high: 1, low: 1), conversation: nil,
                actor: .system,
                cause: nil, occurredAt: Timestamp(microseconds: 1), recordedAt: Timestamp(microseconds: 5 + position))
            var event = StoredEvent(header: header, body: [1], leaf: .zero)
            event.leaf = MerkleTree.leafHash(event.entry)
            return .event(event)
        }
    }

    /// The head that these rows make.
    private static func head(_ rows: [EventRow]) -> StoredHead {
        var range = CompactRange()
        range.append(contentsOf: rows.compactMap(\.leaf))
        return StoredHead(
            size: range.size, edge: range.bytes, root: range.root,
            recordedAt: Timestamp(microseconds: 4 + range.size))
    }

    private static func findings(_ rows: [EventRow], _ head: StoredHead?) -> [String] {
        var check = LedgerCheck(head: head, sizes: [])
        check.add(rows)
        check.finish()
        return check.report.findings.map(\.description)
    }

    @Test func `pages may be of any length`() {
        let rows = Self.rows(0..<700)
        for page in [1, 7, 256, 700] {
            var check = LedgerCheck(head: Self.head(rows), sizes: [0, 1, 300, 700])
            for start in stride(from: 0, to: 700, by: page) { check.add(Array(rows[start..<min(start + page, 700)])) }
            check.finish()
            #expect(check.report.findings == [])
            #expect(check.report.events == 700)
            #expect(check.tileDigests.count == 2)
            #expect(check.roots[0] == MerkleTree.emptyRoot)
            #expect(check.roots[300] == MerkleTree.root(of: rows.prefix(300).compactMap(\.leaf)))
        }
    }

    @Test func `a row that is there twice is named, and counted once in the tree`() {
        let rows = Self.rows(0..<10)
        #expect(Self.findings(rows[..<6] + [rows[5]] + rows[6...], Self.head(rows)) == ["event 5: it is there twice"])
    }

    @Test func `a gap is one finding, however long`() {
        let rows = Self.rows(0..<1000)
        let findings = Self.findings(rows.filter { !(100..<900).contains($0.position.rawValue) }, Self.head(rows))
        #expect(findings.first == "event 100: it and the 799 after it are missing")
        #expect(findings.filter { $0.hasPrefix("event") }.count == 1)
    }

    @Test func `a head that counts more than could ever be there is no reason to count that far`() {
        let rows = Self.rows(0..<10)
        var head = Self.head(rows)
        head.size = .max
        #expect(
            Self.findings(rows, head) == [
                "event 10: it and the \(Int64.max - 11) after it are missing",
                "head: it says \(Int64.max) events, and there are 10",
            ])
    }

    @Test func `a ledger that is wrong all over has findings enough, and the rest is counted`() {
        let limit = VerificationReport.findingLimit
        let rows = (0..<Int64(limit + 5)).map { EventRow.unreadable(Position($0), leaf: .zero, problem: "rubbish") }
        var check = LedgerCheck(head: Self.head(rows), sizes: [])
        check.add(rows)
        check.finish()
        #expect(check.report.findings.count == limit)
        #expect(check.report.omittedFindings == 5)
    }
}
