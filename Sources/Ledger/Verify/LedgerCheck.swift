import Cryptography
import MerkleLog
import Vocabulary

/// Puts a ledger's ranges together, from the first to the last: results in, findings about the whole out.
struct LedgerCheck: Sendable {
    private(set) var report = VerificationReport()
    /// The tree over the events so far. It ends where a whole range is missing.
    private(set) var tree: CompactRange
    /// Digests of the tiles above the leaves' that the events make, by coordinate: what the stored tiles must be.
    private(set) var tileDigests: [TileCoordinate: Hash256] = [:]
    /// The tallies of the ids of the events, by the first position of their range.
    private(set) var ids: [Int64: KeyedTally] = [:]

    private var findings = FindingList()
    private var stack: TileStack
    /// The first position that was in no range yet.
    private var next: Int64
    /// The run of missing events that ends there, if one does.
    private var gap: Range<Int64>?
    /// When the latest event that is as it was written was recorded, and when the last one was, if it is.
    private var latest: Timestamp?
    private var last: Timestamp?

    /// - Parameters:
    ///   - start: the tree that was verified before, up to the first range.
    ///   - stack: the tiles above its leaves that aren't full.
    ///   - latest: when its last event was recorded.
    init(start: CompactRange = CompactRange(), stack: TileStack = TileStack(), latest: Timestamp? = nil) {
        tree = start
        next = start.size
        self.stack = stack
        self.latest = latest
        last = latest
        report.first = Position(start.size)
    }

    /// Adds the next range.
    mutating func add(_ result: RangeResult) {
        guard !result.isHole else { return }
        report.events += result.events
        report.tiles += result.tiles
        report.checkpoints += result.checkpoints
        findings.add(result.findings)
        ids[result.range.lowerBound] = result.ids
        if next < result.range.lowerBound { miss(next..<result.range.lowerBound) }
        for run in result.missing { miss(run) }
        next = result.range.upperBound
        order(result)
        if tree.size == result.range.lowerBound { grow(result) } else { compare(result.published) }
    }

    /// Compares what is stored of the tree's head with what the events make.
    mutating func finish(_ head: StoredHead?) {
        report.root = tree
        report.lastTime = last
        defer { closeGap() }
        guard let head else { return find(.head, "it is missing") }
        guard head.size == next else {
            if next < head.size { miss(next..<head.size) }
            return find(.head, "it says \(head.size) events, and there are \(next)")
        }
        if head.root != tree.root { find(.head, "its root isn't that of the events") }
        if head.edge != tree.bytes { find(.head, "its edge isn't that of the events\(wrongSubtree(in: head.edge))") }
        if let last, head.recordedAt != last { find(.head, "its time isn't that of the last event") }
    }

    /// Compares a stored tile above the leaves'. Each full tile is to be given once; those left over at the end are missing.
    mutating func add(_ coordinate: TileCoordinate, hashes: [UInt8], root: Hash256) {
        guard let digest = tileDigests.removeValue(forKey: coordinate) else { return }
        report.tiles += 1
        if SHA256.hash(hashes) != digest { find(.tile(coordinate), "it doesn't hold the hashes that the events make") }
        if (try? Tile(coordinate: coordinate, bytes: hashes))?.root != root {
            find(.tile(coordinate), "its root isn't that of its hashes")
        }
    }

    /// Reports the tiles that were not given.
    mutating func finishTiles() {
        for coordinate in tileDigests.keys { find(.tile(coordinate), VerificationReport.missingTile) }
        tileDigests = [:]
    }

    /// Reports a checkpoint of more events than there are.
    mutating func find(tooLarge checkpoint: Checkpoint) {
        report.checkpoints += 1
        find(.checkpoint(size: checkpoint.size), "the ledger is shorter: it lacks events that were published")
    }

    /// Compares a checkpoint of the empty tree, or says whether one was shown to be the beginning of this tree.
    mutating func add(_ checkpoint: Checkpoint, isBeginning: Bool) {
        report.checkpoints += 1
        if !isBeginning { differs(checkpoint) }
    }

    mutating func find(_ place: VerificationReport.Finding.Place, _ problem: String) {
        findings.add(place, problem)
    }

    /// The report, when all that there is was added.
    consuming func finished() -> VerificationReport {
        findings.sort()
        report.findings = findings.listed
        report.omittedFindings = findings.omitted
        return report
    }

    private mutating func grow(_ result: RangeResult) {
        var published = result.published[...]
        for (tiles, root) in result.tileRoots.enumerated() {
            while let next = published.first, next.tiles == tiles { compare(next, &published) }
            tree.append(subtree: root, level: TileCoordinate.height)
            for tile in stack.append(root) { tileDigests[tile.coordinate] = SHA256.hash(tile.bytes) }
        }
        while let next = published.first { compare(next, &published) }
        tree.append(contentsOf: result.tail)
    }

    private mutating func compare(_ published: PublishedRoot, _ rest: inout ArraySlice<PublishedRoot>) {
        rest.removeFirst()
        if MerkleTree.fold(tree.hashes + published.edge) != published.checkpoint.root { differs(published.checkpoint) }
    }

    /// Reports what can't be compared, because events before it are missing.
    private mutating func compare(_ published: [PublishedRoot]) {
        for root in published { differs(root.checkpoint) }
    }

    private mutating func differs(_ checkpoint: Checkpoint) {
        find(
            .checkpoint(size: checkpoint.size),
            "the first \(checkpoint.size) events aren't those that were published")
    }

    private mutating func order(_ result: RangeResult) {
        last = result.lastTime
        guard let first = result.firstTime, let latestHere = result.latestTime else { return }
        if let latest, first < latest {
            find(.event(Position(result.range.lowerBound)), VerificationReport.timeTurnedBack)
        }
        latest = max(latestHere, latest ?? latestHere)
    }

    /// Notes a run of missing events, together with the one that it follows.
    private mutating func miss(_ run: Range<Int64>) {
        if let open = gap, open.upperBound == run.lowerBound {
            gap = open.lowerBound..<run.upperBound
        } else {
            closeGap()
            gap = run
        }
    }

    private mutating func closeGap() {
        guard let run = gap else { return }
        let more = run.upperBound - run.lowerBound - 1
        find(.event(Position(run.lowerBound)), more == 0 ? "it is missing" : "it and the \(more) after it are missing")
        gap = nil
    }

    /// Says which events the first wrong hash of an edge is over, when it has as many hashes as it should.
    private func wrongSubtree(in edge: [UInt8]) -> String {
        let right = tree.bytes
        guard edge.count == right.count, let byte = right.indices.first(where: { edge[$0] != right[$0] }) else {
            return ""
        }
        let node = NodeCoordinate.edge(ofSize: tree.size)[byte / Hash256.byteCount]
        let first = node.index << node.level
        return " \(first) to \(first + (1 << node.level) - 1)"
    }
}
