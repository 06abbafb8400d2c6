import Cryptography
import MerkleLog
import Postgres
import Vocabulary

/// Compares the stored tiles of a range's leaves with those leaves.
struct TileCheck: Sendable {
    private(set) var findings = FindingList()
    /// How many were compared.
    private(set) var count = 0
    private let leaves: [Hash256]
    private let roots: [Hash256]
    /// The index of the first tile of the range, and of the next that is to come.
    private let first: Int64
    private var next: Int64

    /// - Parameters:
    ///   - leaves: those of the range.
    ///   - roots: those of its full tiles.
    ///   - first: the index of the first tile.
    init(leaves: [Hash256], roots: [Hash256], first: Int64) {
        self.leaves = leaves
        self.roots = roots
        self.first = first
        next = first
    }

    /// Compares the next row of the columns index, hashes and root, in order of index.
    ///
    /// - Throws: `.protocolViolation` when it isn't one.
    mutating func add(_ cells: inout PostgresCopyCells) throws(PostgresError) {
        guard let index = try cells.take(), index.count == 8 else { return }
        let hashes = try cells.take() ?? UnsafeRawBufferPointer(start: nil, count: 0)
        let root = try cells.take().flatMap { Hash256(bytes: $0) }
        add(Int64(bigEndian: index.loadUnaligned(as: Int64.self)), hashes, root)
    }

    /// Ends the range: what hasn't come by now is missing.
    mutating func finish() {
        skip(to: first + Int64(roots.count))
    }

    private mutating func add(_ index: Int64, _ hashes: UnsafeRawBufferPointer, _ root: Hash256?) {
        let place = Int(index - first)
        guard roots.indices.contains(place) else { return find(index, VerificationReport.tileOfNothing) }
        count += 1
        guard index >= next else { return find(index, "it is there twice") }
        skip(to: index)
        next = index + 1
        let wrong = wrongLeaves(of: place, hashes)
        if let wrong { find(index, wrong) }
        // A tile whose hashes are right has the root that the leaves have; of another one it is to be found out.
        let isRoot = wrong == nil ? roots[place] == root : Self.root(of: hashes) == root
        if !isRoot { find(index, "its root isn't that of its hashes") }
    }

    /// Says which of a tile's hashes aren't those of the events; `nil` when all are.
    private func wrongLeaves(of place: Int, _ hashes: UnsafeRawBufferPointer) -> String? {
        let width = TileCoordinate.fullWidth
        guard hashes.count == width * Hash256.byteCount else { return "it isn't \(width) hashes" }
        var wrong: [Int64] = []
        for number in 0..<width {
            let cell = UnsafeRawBufferPointer(
                rebasing: hashes[(number * Hash256.byteCount)..<(number + 1) * Hash256.byteCount])
            if Hash256(bytes: cell) != leaves[place * width + number] {
                wrong.append((first + Int64(place)) * Int64(width) + Int64(number))
            }
        }
        guard let position = wrong.first else { return nil }
        let more = wrong.count > 1 ? " and those of \(wrong.count - 1) more" : ""
        return "it doesn't hold the hash of event \(position)\(more)"
    }

    private mutating func skip(to index: Int64) {
        while next < index {
            find(next, VerificationReport.missingTile)
            next += 1
        }
    }

    private mutating func find(_ index: Int64, _ problem: String) {
        findings.add(.tile(TileCoordinate(level: 0, index: max(0, index))), problem)
    }

    private static func root(of hashes: UnsafeRawBufferPointer) -> Hash256? {
        try? Tile(coordinate: TileCoordinate(level: 0, index: 0), bytes: Array(hashes)).root
    }
}
