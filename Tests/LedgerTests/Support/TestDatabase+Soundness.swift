import Cryptography
import Ledger
import MerkleLog
import Testing
import Vocabulary

extension TestDatabase {
    /// Expects a ledger that was written as it should be, of so many events: the head's root and edge are recomputed from the
    /// stored headers and bodies by the tree's definition, and the verifier finds nothing.
    func expectSound(_ ledger: Ledger, size: Int64, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        var leaves: [Hash256] = []
        var times: [Timestamp] = []
        while true {
            let events = try await ledger.reader.events(
                EventSelection(from: Position(Int64(leaves.count)), limit: 1000))
            if events.isEmpty { break }
            for event in events {
                #expect(event.header.position.rawValue == Int64(leaves.count), sourceLocation: sourceLocation)
                leaves.append(MerkleTree.leafHash(event.entry))
                times.append(event.header.recordedAt)
            }
        }
        #expect(leaves.count == Int(size), sourceLocation: sourceLocation)
        #expect(times == times.sorted(), sourceLocation: sourceLocation)
        var range = CompactRange()
        range.append(contentsOf: leaves)
        let head = try await ledger.reader.head()
        #expect(head.size == size, sourceLocation: sourceLocation)
        #expect(head.root == MerkleTree.root(of: leaves), sourceLocation: sourceLocation)
        #expect(head.edge == range.hashes, sourceLocation: sourceLocation)
        let report = try await LedgerVerifier(pool: ledger.writerPool).verify()
        #expect(report.findings == [], sourceLocation: sourceLocation)
        #expect(report.events == size, sourceLocation: sourceLocation)
        #expect(
            report.tiles == TileCoordinate.tiles(newlyFullFrom: 0, to: size).count, sourceLocation: sourceLocation)
    }
}
