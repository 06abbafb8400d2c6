import Cryptography
import Ledger
import MerkleLog
import Postgres
import TestSupport
import Testing
import Vocabulary

/// Tiles, bundles and proofs, against the tree's definition over the leaves.
struct TreeReadTests {
    private static let size = 256 * 4 + 77

    private static func with(_ body: (Ledger, _ leaves: [Hash256], TestDatabase) async throws -> Void) async throws {
        try await TestDatabase.with(partitionSize: 512) { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                for start in stride(from: 0, to: size, by: 100) {
                    try await ledger.record(start..<min(start + 100, size), about: subject)
                }
                var leaves: [Hash256] = []
                for event in try await ledger.reader.events(EventSelection(limit: size)) {
                    leaves.append(MerkleTree.leafHash(event.entry))
                }
                try await body(ledger, leaves, database)
            }
        }
    }

    @Test func `full and partial tiles hold the hashes of their subtrees`() async throws {
        try await Self.with { ledger, leaves, _ in
            let roots = (0..<4).map { MerkleTree.root(of: Array(leaves[($0 * 256)..<(($0 + 1) * 256)])) }
            let expected: [(TileCoordinate, [Hash256])] = [
                (TileCoordinate(level: 0, index: 0), Array(leaves[..<256])),
                (TileCoordinate(level: 0, index: 3), Array(leaves[768..<1024])),
                (TileCoordinate(level: 0, index: 4, width: 77), Array(leaves[1024...])),
                (TileCoordinate(level: 0, index: 4, width: 1), [leaves[1024]]),
                (TileCoordinate(level: 0, index: 2, width: 200), Array(leaves[512..<712])),
                (TileCoordinate(level: 1, index: 0, width: 4), roots),
                (TileCoordinate(level: 1, index: 0, width: 1), [roots[0]]),
            ]
            for (coordinate, hashes) in expected {
                let tile = try await ledger.reader.tile(coordinate)
                #expect(tile?.hashes == hashes, "\(coordinate.path)")
            }
        }
    }

    @Test func `a tile or bundle that the log doesn't hold all of isn't there`() async throws {
        try await Self.with { ledger, _, _ in
            for coordinate in [
                TileCoordinate(level: 0, index: 4), TileCoordinate(level: 0, index: 4, width: 78),
                TileCoordinate(level: 0, index: 5, width: 1), TileCoordinate(level: 1, index: 0),
                TileCoordinate(level: 1, index: 0, width: 5), TileCoordinate(level: 2, index: 0, width: 1),
                TileCoordinate(level: 63, index: 0), TileCoordinate(level: 0, index: .max),
            ] {
                let tile = try await ledger.reader.tile(coordinate)
                #expect(tile == nil, "\(coordinate.path)")
            }
            for coordinate in [
                EntriesTileCoordinate(index: 4), EntriesTileCoordinate(index: 4, width: 78),
                EntriesTileCoordinate(index: .max), EntriesTileCoordinate(index: .max >> 8, width: 256),
            ] {
                let bundle = try await ledger.reader.entries(coordinate)
                #expect(bundle == nil, "\(coordinate.path)")
            }
        }
    }

    @Test func `bundles hold the headers that the leaves are made of`() async throws {
        try await Self.with { ledger, leaves, _ in
            for coordinate in [
                EntriesTileCoordinate(index: 0), EntriesTileCoordinate(index: 4, width: 77),
                EntriesTileCoordinate(index: 1, width: 3),
            ] {
                let bundle = try #require(try await ledger.reader.entries(coordinate))
                let entries = try EntryBundle.decode(bundle, count: coordinate.width)
                let first = Int(coordinate.index) * 256
                #expect(entries.map { MerkleTree.leafHash($0) } == Array(leaves[first..<first + coordinate.width]))
            }
        }
    }

    @Test func `inclusion proofs of any event verify at any size`() async throws {
        try await Self.with { ledger, leaves, _ in
            let seed = UInt64.random(in: .min ... .max)
            var generator = SeededGenerator(seed: seed)
            for size in [1, 2, 3, 255, 256, 257, 512, 513, 1000, 1024, 1025, Self.size] {
                let root = MerkleTree.root(of: Array(leaves[..<size]))
                let stored = try await ledger.reader.root(ofSize: Int64(size))
                #expect(stored == root)
                var indices: Set<Int> = [0, size - 1, size / 2]
                for _ in 0..<5 { indices.insert(Int.random(in: 0..<size, using: &generator)) }
                for index in indices {
                    let proof = try await ledger.reader.inclusionProof(of: Position(Int64(index)), size: Int64(size))
                    let verifies = MerkleTree.verifyInclusion(
                        leaf: leaves[index], index: Int64(index), size: Int64(size), proof: proof, root: root)
                    #expect(verifies, "leaf \(index) of \(size), seed \(seed)")
                }
            }
        }
    }

    @Test func `consistency proofs between any sizes verify`() async throws {
        try await Self.with { ledger, leaves, _ in
            let sizes = [0, 1, 2, 100, 255, 256, 257, 511, 512, 768, 1023, 1024, 1050, Self.size]
            for old in sizes {
                for new in sizes where new >= old {
                    let proof = try await ledger.reader.consistencyProof(from: Int64(old), to: Int64(new))
                    let verifies = MerkleTree.verifyConsistency(
                        oldSize: Int64(old), oldRoot: MerkleTree.root(of: Array(leaves[..<old])), newSize: Int64(new),
                        newRoot: MerkleTree.root(of: Array(leaves[..<new])), proof: proof)
                    #expect(verifies, "\(old) to \(new)")
                }
            }
        }
    }

    @Test func `a proof of what isn't there is not found`() async throws {
        try await Self.with { ledger, _, _ in
            let size = Int64(Self.size)
            for (position, size) in [(size, size), (0, size + 1), (-1, size), (0, 0), (5, 5), (0, -1)] {
                let error = await #expect(throws: LedgerError.self) {
                    try await ledger.reader.inclusionProof(of: Position(position), size: size)
                }
                #expect(error?.code == .notFound, "\(position) in \(size)")
            }
            for (old, new) in [(5, 4), (0, size + 1), (-1, 3)] as [(Int64, Int64)] {
                let error = await #expect(throws: LedgerError.self) {
                    try await ledger.reader.consistencyProof(from: old, to: new)
                }
                #expect(error?.code == .notFound, "\(old) to \(new)")
            }
            for wrong in [size + 1, -1] {
                let error = await #expect(throws: LedgerError.self) { try await ledger.reader.root(ofSize: wrong) }
                #expect(error?.code == .notFound, "\(wrong)")
            }
        }
    }

    @Test func `a tile that was removed is read off what lies below it, and one that lacks leaves is corrupt`()
        async throws
    {
        try await Self.with { ledger, leaves, database in
            try await database.execute(tampering: true, "DELETE FROM tiles WHERE level = 0 AND index = 1")
            let tile = try await ledger.reader.tile(TileCoordinate(level: 0, index: 1))
            #expect(tile?.hashes == Array(leaves[256..<512]))
            try await database.execute(tampering: true, "DELETE FROM events WHERE position = 300")
            let error = await #expect(throws: LedgerError.self) {
                try await ledger.reader.tile(TileCoordinate(level: 0, index: 1))
            }
            #expect(error?.code == .corrupt)
            let bundle = await #expect(throws: LedgerError.self) {
                try await ledger.reader.entries(EntriesTileCoordinate(index: 1))
            }
            #expect(bundle?.code == .corrupt)
        }
    }
}
