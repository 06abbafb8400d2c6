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

    /// The tree over the events that the head counts.
    private var growth = TreeGrowth()
    private let head: StoredHead?
    private let sizes: Set<Int64>
    /// When the latest event that is as it was written was recorded, and when the last one was, if it is.
    private var latest = Timestamp(microseconds: .min)
    private var last: Timestamp?
    /// The first event that the head doesn't count, and how many there are.
    private var beyond: (first: Position, count: Int)?

    /// - Parameters:
    ///   - head: the head as it is stored, if it is.
    ///   - sizes: at which sizes the root is wanted.
    init(head: StoredHead?, sizes: Set<Int64>) {
        self.head = head
        self.sizes = sizes
        if sizes.contains(0) { roots[0] = MerkleTree.emptyRoot }
    }

    /// Checks rows, which follow what was checked before.
    mutating func add(_ rows: [EventRow]) {
        report.events += Int64(rows.count)
        for row in rows {
            let position = row.position.rawValue
            if let head, position >= head.size {
                beyond = (beyond?.first ?? row.position, (beyond?.count ?? 0) + 1)
            } else if position < growth.range.size {
                find(.event(row.position), "it is there twice")
            } else {
                skip(to: position)
                check(row)
                // Something must stand in for what isn't a hash, or every later tile would be found wrong as well.
                grow(row.leaf ?? .zero)
            }
        }
    }

    /// Compares what is stored of the tree's head with what the events make.
    mutating func finish() {
        report.root = growth.range
        let size = growth.range.size
        guard let head else {
            find(.head, "it is missing")
            return
        }
        if let (first, count) = beyond {
            find(
                .event(first), count == 1 ? "it lies beyond the head" : "it and \(count - 1) more lie beyond the head")
        }
        guard head.size == size else {
            missing(from: size, to: head.size)
            find(.head, "it says \(head.size) events, and there are \(size)")
            return
        }
        if head.root != growth.range.root { find(.head, "its root isn't that of the events") }
        if head.edge != growth.range.bytes { find(.head, "its edge isn't that of the events") }
        if let last, head.recordedAt != last { find(.head, "its time isn't that of the last event") }
    }

    /// Compares a stored tile. Each full tile is to be given once; those left over at the end are missing.
    mutating func add(_ coordinate: TileCoordinate, hashes: [UInt8], root: Hash256) {
        report.tiles += 1
        guard let digest = tileDigests.removeValue(forKey: coordinate) else {
            find(.tile(coordinate), "no events make it")
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

    /// Reports a finding. What is beyond the limit is counted only: a ledger that is wrong all over needs no list.
    mutating func find(_ place: VerificationReport.Finding.Place, _ problem: String) {
        guard report.findings.count < VerificationReport.findingLimit else {
            report.omittedFindings += 1
            return
        }
        report.findings.append(VerificationReport.Finding(place: place, problem: problem))
    }

    /// Goes on to `position`: all before it are missing.
    private mutating func skip(to position: Int64) {
        guard growth.range.size < position else { return }
        missing(from: growth.range.size, to: position)
        while growth.range.size < position { grow(.zero) }
    }

    private mutating func missing(from first: Int64, to end: Int64) {
        let count = end - first
        find(.event(Position(first)), count == 1 ? "it is missing" : "it and the \(count - 1) after it are missing")
    }

    private mutating func check(_ row: EventRow) {
        let place = VerificationReport.Finding.Place.event(row.position)
        last = nil
        switch row {
        case .unreadable(_, _, let problem):
            find(place, "it isn't an event that Daybook writes: \(problem)")
        case .event(let event):
            let header = event.header
            if let cause = header.cause, cause >= header.position { find(place, "its cause comes after it") }
            guard MerkleTree.leafHash(event.entry) == event.leaf else {
                find(place, "its leaf hash isn't that of its header and body: one of them was changed")
                return
            }
            if header.recordedAt < latest { find(place, "it was recorded before the event that precedes it") }
            latest = header.recordedAt
            last = latest
        }
    }

    private mutating func grow(_ leaf: Hash256) {
        for tile in growth.append(leaf) { tileDigests[tile.coordinate] = SHA256.hash(tile.bytes) }
        if sizes.contains(growth.range.size) { roots[growth.range.size] = growth.range.root }
    }
}
