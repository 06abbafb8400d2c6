import Cryptography
import MerkleLog
import Vocabulary

/// Checks a ledger, event by event from the first: values in, findings out.
struct LedgerCheck: Sendable {
    private(set) var report = VerificationReport()
    /// Digests of the tiles that the leaves make, by coordinate: what the stored tiles must be.
    private(set) var tileDigests: [TileCoordinate: Hash256] = [:]
    /// The roots of the tree at the sizes that were asked for.
    private(set) var roots: [Int64: Hash256] = [:]

    private var growth = TreeGrowth()
    private let sizes: Set<Int64>
    private var recordedAt = Timestamp(microseconds: .min)

    /// - Parameter sizes: at which sizes the root is wanted.
    init(sizes: Set<Int64>) {
        self.sizes = sizes
        if sizes.contains(0) { roots[0] = MerkleTree.emptyRoot }
    }

    /// Checks the events of the positions `range`, which are to follow what was checked before.
    mutating func add(_ events: [StoredEvent], of range: Range<Int64>) {
        var expected = range.lowerBound
        for event in events {
            let position = event.header.position.rawValue
            while expected < position {
                missing(expected)
                expected += 1
            }
            check(event)
            grow(event.leaf)
            expected = position + 1
        }
        while expected < range.upperBound {
            missing(expected)
            expected += 1
        }
        report.events = range.upperBound
    }

    /// Compares what is stored of the tree with what the events make.
    mutating func finish(head: TreeHead?) {
        report.root = growth.range
        guard let head else {
            find(.head, "it can't be read")
            return
        }
        if head.size != growth.range.size {
            find(.head, "it says \(head.size) events, and there are \(growth.range.size)")
        }
        if head.root != growth.range.root { find(.head, "its root isn't that of the events") }
        if head.edge != growth.range.hashes { find(.head, "its edge isn't that of the events") }
    }

    /// Compares a stored tile. Each full tile is to be given once; those left over at the end are missing.
    mutating func add(_ coordinate: TileCoordinate, hashes: [UInt8], root: Hash256) {
        report.tiles += 1
        guard let digest = tileDigests.removeValue(forKey: coordinate) else {
            find(.tile(coordinate), "no event makes it")
            return
        }
        if SHA256.hash(hashes) != digest { find(.tile(coordinate), "it doesn't hold the hashes that the events make") }
        if (try? Tile(coordinate: coordinate, bytes: hashes))?.root != root {
            find(.tile(coordinate), "its root isn't that of its hashes")
        }
    }

    /// Reports the tiles that were not given.
    mutating func finishTiles() {
        let missing = tileDigests.keys.sorted { ($0.level, $0.index) < ($1.level, $1.index) }
        for coordinate in missing { find(.tile(coordinate), "it is missing") }
    }

    /// Compares a checkpoint with the tree at its size.
    mutating func add(_ checkpoint: Checkpoint) {
        report.checkpoints += 1
        guard checkpoint.size <= growth.range.size else {
            find(.checkpoint(size: checkpoint.size), "the ledger is shorter: it lacks events that were published")
            return
        }
        if roots[checkpoint.size] != checkpoint.root {
            find(
                .checkpoint(size: checkpoint.size),
                "the first \(checkpoint.size) events aren't those that were published")
        }
    }

    mutating func find(_ place: VerificationReport.Finding.Place, _ problem: String) {
        report.findings.append(VerificationReport.Finding(place: place, problem: problem))
    }

    private mutating func missing(_ position: Int64) {
        find(.event(Position(position)), "it is missing")
        // Something must stand in for it, or every later tile would be found wrong as well.
        grow(.zero)
    }

    private mutating func check(_ event: StoredEvent) {
        let place = VerificationReport.Finding.Place.event(event.header.position)
        if MerkleTree.leafHash(event.entry) != event.leaf {
            find(place, "its leaf hash isn't that of its header and body: one of them was changed")
        }
        if event.header.recordedAt < recordedAt { find(place, "it was recorded before the event that precedes it") }
        recordedAt = event.header.recordedAt
        if let cause = event.header.cause, cause >= event.header.position { find(place, "its cause comes after it") }
    }

    private mutating func grow(_ leaf: Hash256) {
        for tile in growth.append(leaf) { tileDigests[tile.coordinate] = SHA256.hash(tile.bytes) }
        if sizes.contains(growth.range.size) { roots[growth.range.size] = growth.range.root }
    }
}
