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
    /// When the latest event that could be read was recorded, and when the last one was, if that could be read.
    private var latest = Timestamp(microseconds: .min)
    private var last: Timestamp?
    /// Where the run of missing events began that goes on to the last position.
    private var gap: Int64?

    /// - Parameter sizes: at which sizes the root is wanted.
    init(sizes: Set<Int64>) {
        self.sizes = sizes
        if sizes.contains(0) { roots[0] = MerkleTree.emptyRoot }
    }

    /// Checks the rows of the positions up to `end`, which follow what was checked before.
    mutating func add(_ rows: [EventRow], before end: Int64) {
        for row in rows {
            let position = row.position.rawValue
            guard position >= growth.range.size else {
                find(.event(row.position), "it is there twice")
                continue
            }
            skip(to: position)
            closeGap()
            check(row)
            // Something must stand in for what isn't a hash, or every later tile would be found wrong as well.
            grow(row.leaf ?? .zero)
        }
        skip(to: end)
        report.events = end
    }

    /// Compares what is stored of the tree's head with what the events make.
    mutating func finish(head: StoredHead?) {
        closeGap()
        report.root = growth.range
        guard let head else {
            find(.head, "it is missing")
            return
        }
        let size = growth.range.size
        if head.size != size { find(.head, "it says \(head.size) events, and there are \(size)") }
        if (0..<size).contains(head.size) {
            find(.event(Position(head.size)), "it and what follows it lie beyond the head")
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
        if gap == nil { gap = growth.range.size }
        last = nil
        while growth.range.size < position { grow(.zero) }
    }

    /// Reports the missing events that end here.
    private mutating func closeGap() {
        guard let first = gap else { return }
        gap = nil
        let count = growth.range.size - first
        find(.event(Position(first)), count == 1 ? "it is missing" : "it and the \(count - 1) after it are missing")
    }

    private mutating func check(_ row: EventRow) {
        let place = VerificationReport.Finding.Place.event(row.position)
        switch row {
        case .unreadable(_, _, let problem):
            last = nil
            find(place, "it isn't an event that Daybook writes: \(problem)")
        case .event(let event):
            if MerkleTree.leafHash(event.entry) != event.leaf {
                find(place, "its leaf hash isn't that of its header and body: one of them was changed")
            }
            if event.header.recordedAt < latest { find(place, "it was recorded before the event that precedes it") }
            latest = event.header.recordedAt
            last = latest
            if let cause = event.header.cause, cause >= event.header.position { find(place, "its cause comes after it") }
        }
    }

    private mutating func grow(_ leaf: Hash256) {
        for tile in growth.append(leaf) { tileDigests[tile.coordinate] = SHA256.hash(tile.bytes) }
        if sizes.contains(growth.range.size) { roots[growth.range.size] = growth.range.root }
    }
}
