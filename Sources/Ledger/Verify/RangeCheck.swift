import Cryptography
import MerkleLog
import Postgres
import Vocabulary

/// Checks a range of events row by row: rows in, findings and the hashes of tiles out.
struct RangeCheck: Sendable {
    private(set) var result: RangeResult
    /// The leaf hashes, as they are stored: zero where there is no row. Something must stand in for what isn't a hash, or every
    /// later tile would be found wrong as well.
    private(set) var leaves: [Hash256] = []
    private var header = RawHeader()
    private let key: KeyedTally.Key

    /// - Parameters:
    ///   - range: positions; the first begins a tile.
    ///   - key: under which ids are tallied.
    init(_ range: Range<Int64>, key: KeyedTally.Key) {
        result = RangeResult(range: range)
        self.key = key
        leaves.reserveCapacity(range.count)
    }

    /// Begins another range, with the memory of the last.
    mutating func begin(_ range: Range<Int64>) {
        result = RangeResult(range: range)
        leaves.removeAll(keepingCapacity: true)
    }

    /// Checks the next row, in order of position; all of them are of the range.
    ///
    /// - Throws: `.protocolViolation` when it isn't a row of `EventCells.columns`.
    mutating func add(_ cells: inout PostgresCopyCells) throws(PostgresError) {
        let event = try EventCells(&cells)
        result.events += 1
        result.ids.add(tenant: event.tenant, id: event.id, position: event.position, key: key)
        guard event.position >= next else {
            find(event.position, "it is there twice")
            return
        }
        skip(to: event.position)
        check(event)
        leaves.append(event.leaf ?? .zero)
    }

    /// Ends the range: what has no row by now is missing.
    mutating func finish() {
        skip(to: result.range.upperBound)
        let width = TileCoordinate.fullWidth
        for first in stride(from: 0, through: leaves.count - width, by: width) {
            result.tileRoots.append(MerkleTree.root(of: leaves[first..<first + width]))
        }
        result.tail = Array(leaves[(result.tileRoots.count * width)...])
    }

    /// Adds what the tiles of the range's leaves come to.
    mutating func add(_ tiles: TileCheck) {
        result.tiles += tiles.count
        result.findings.add(tiles.findings)
    }

    /// Adds a checkpoint of the tree when it ended in this range.
    mutating func add(_ checkpoint: Checkpoint) {
        let count = Int(checkpoint.size - result.range.lowerBound)
        let tiles = count / TileCoordinate.fullWidth
        var edge = CompactRange()
        edge.append(contentsOf: Array(leaves[(tiles * TileCoordinate.fullWidth)..<count]))
        result.published.append(PublishedRoot(checkpoint: checkpoint, tiles: tiles, edge: edge.hashes))
        result.checkpoints += 1
    }

    /// Reports a stored checkpoint that isn't one.
    mutating func find(checkpointOf size: Int64, _ problem: String) {
        result.findings.add(.checkpoint(size: size), problem)
    }

    /// Reports an event whose id isn't known.
    mutating func find(unknownIDAt position: Position) {
        result.findings.add(.id(position), VerificationReport.missingID)
    }

    /// The first position that has no leaf yet.
    private var next: Int64 { result.range.lowerBound + Int64(leaves.count) }

    private mutating func skip(to position: Int64) {
        guard next < position else { return }
        result.missing.append(next..<position)
        leaves.append(contentsOf: repeatElement(.zero, count: Int(position - next)))
    }

    private mutating func check(_ event: borrowing EventCells) {
        result.lastTime = nil
        guard event.isComplete else {
            find(event.position, "it isn't an event that Daybook writes: it lacks something")
            return
        }
        if let cause = event.cause, cause >= event.position { find(event.position, "its cause comes after it") }
        guard let leaf = header.leafHash(of: event) else {
            find(event.position, "it isn't an event that Daybook writes: its words aren't of the vocabulary")
            return
        }
        guard leaf == event.leaf else {
            find(event.position, "its leaf hash isn't that of its header and body: one of them was changed")
            return
        }
        let time = Timestamp(microseconds: event.recordedAt)
        if let latest = result.latestTime, time < latest { find(event.position, VerificationReport.timeTurnedBack) }
        if result.firstTime == nil { result.firstTime = time }
        result.latestTime = time
        result.lastTime = time
    }

    private mutating func find(_ position: Int64, _ problem: String) {
        result.findings.add(.event(Position(position)), problem)
    }
}
