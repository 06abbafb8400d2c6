import Cryptography
import MerkleLog
import Postgres
import Vocabulary

/// One run of a verification.
struct Verification: Sendable {
    let verifier: LedgerVerifier
    let key: NoteVerifierKey?
    let progress: @Sendable (LedgerVerifier.Progress) -> Void
    private let tallyKey = KeyedTally.Key()

    init(
        verifier: LedgerVerifier, key: NoteVerifierKey?, progress: @escaping @Sendable (LedgerVerifier.Progress) -> Void
    ) {
        self.verifier = verifier
        self.key = key
        self.progress = progress
    }

    /// Verifies what is seen on a connection, within a transaction that sees one snapshot.
    func run(
        since: VerifiedHistory?, kept: [Checkpoint], on connection: isolated PostgresConnection
    ) async throws -> VerificationReport {
        try await prepare(connection)
        let extent = try await LedgerExtent.measure(on: connection)
        var kept = kept
        guard let since, let size = extent.head?.size, size >= since.size, extent.end >= since.size else {
            return try await run(extent, LedgerCheck(), kept, on: connection)
        }
        let check = try await HistoryProof(history: since, connection: connection).begin(&kept)
        return try await run(extent, check, kept, since: since, on: connection)
    }

    private func run(
        _ extent: LedgerExtent, _ start: consuming LedgerCheck, _ kept: [Checkpoint], since: VerifiedHistory? = nil,
        on connection: isolated PostgresConnection
    ) async throws -> VerificationReport {
        let first = start.tree.size
        let reader = RangeReader(
            kept: kept, checkpointsAfter: since?.size ?? 0, key: key, looksUpIDs: since != nil)
        let queue = VerificationQueue(
            first..<max(first, extent.end), span: verifier.span, check: start, scansIDs: since == nil)
        let ids = try await work(on: queue, reader, extent, connection)
        var check = queue.check
        extent.report(to: &check)
        check.finish(extent.head)
        try await finishTiles(&check, on: connection)
        if let ids { try await compare(ids, &check, on: connection) }
        try await finishCheckpoints(&check, kept, end: extent.end, on: connection)
        return check.finished()
    }

    /// Has all workers work until everything is done.
    ///
    /// - Returns: the tallies of the ids, if they were scanned.
    private func work(
        on queue: VerificationQueue, _ reader: RangeReader, _ extent: LedgerExtent,
        _ connection: isolated PostgresConnection
    ) async throws -> IDScan? {
        let worker = VerificationWorker(
            queue: queue, reader: reader, ids: IDScan(end: extent.end, span: verifier.span, key: tallyKey),
            check: RangeCheck(0..<0, key: tallyKey), total: queue.count, progress: progress)
        guard verifier.workers > 1 else { return try await worker.run(on: connection) }
        let snapshot = try await connection.query("SELECT pg_export_snapshot()").decode(column: 0, as: String.self)[0]
        return try await withThrowingTaskGroup(of: IDScan?.self) { group in
            for _ in 1..<verifier.workers {
                group.addTask { try await self.join(worker, snapshot: snapshot) }
            }
            var ids = try await worker.run(on: connection)
            for try await more in group { ids = ids ?? more }
            return ids
        }
    }

    /// Works on another connection, which sees what the first one sees.
    private func join(_ worker: VerificationWorker, snapshot: String) async throws -> IDScan? {
        do {
            return try await verifier.pool.withConnection { connection in
                try await connection.transaction(.snapshot) { connection in
                    // The server's own name of the snapshot; SET takes no parameters.
                    try await connection.execute("SET TRANSACTION SNAPSHOT \(unsafe: "'\(snapshot)'")")
                    try await prepare(connection)
                    return try await worker.run(on: connection)
                }
            }
        } catch {
            // The others needn't go on.
            worker.queue.close()
            throw error
        }
    }

    /// Has the server read by position, as the rows lie: it would rather sort, as long as it knows nothing about a young table.
    private func prepare(_ connection: isolated PostgresConnection) async throws {
        for setting in ["enable_seqscan", "enable_bitmapscan", "enable_sort", "jit"] {
            try await connection.execute("SELECT set_config(\(setting), 'off', true)")
        }
    }

    private func finishTiles(_ check: inout LedgerCheck, on connection: isolated PostgresConnection) async throws {
        let size = check.tree.size
        var counts: [Int64] = []
        while size >> (TileCoordinate.height * (counts.count + 1)) > 0 {
            counts.append(size >> (TileCoordinate.height * (counts.count + 1)))
        }
        let stray = PostgresQuery(Statements.findStrayTiles, counts, Int64(FindingList.limit))
        let strays = try await connection.query(stray.timeout(LedgerVerifier.joinTimeout))
        for (level, index) in try strays.decode(Int16.self, Int64.self) {
            // What can't be a tile is as good as one of the highest level.
            let canBe = TileCoordinate.levels.contains(Int(level))
            let coordinate = TileCoordinate(
                level: canBe ? Int(level) : TileCoordinate.levels.upperBound, index: max(index, 0))
            check.find(.tile(coordinate), VerificationReport.tileOfNothing)
        }
        let coordinates = check.tileDigests.keys.sorted { ($0.level, $0.index) < ($1.level, $1.index) }
        // A page's worth of tiles, of 8 KiB each.
        for start in stride(from: 0, to: coordinates.count, by: 256) {
            let page = coordinates[start..<min(start + 256, coordinates.count)]
            let rows = try await connection.query(
                PostgresQuery(Statements.readTilesAndRoots, page.map { Int16($0.level) }, page.map(\.index)))
            for (level, index, hashes, root) in try rows.decode(Int16.self, Int64.self, [UInt8].self, Hash256.self) {
                check.add(TileCoordinate(level: Int(level), index: index), hashes: hashes, root: root)
            }
        }
        check.finishTiles()
    }

    private func compare(
        _ ids: IDScan, _ check: inout LedgerCheck, on connection: isolated PostgresConnection
    ) async throws {
        guard let range = ids.differences(from: check.ids) else { return }
        let query = PostgresQuery(
            Statements.compareIDs, range.lowerBound, range.upperBound, Int64(FindingList.limit))
        let rows = try await connection.query(query.timeout(LedgerVerifier.joinTimeout))
        for (position, lacksEvent) in try rows.decode(Position.self, Bool.self) {
            check.find(.id(position), lacksEvent ? "no event has it" : VerificationReport.missingID)
        }
    }

    private func finishCheckpoints(
        _ check: inout LedgerCheck, _ kept: [Checkpoint], end: Int64, on connection: isolated PostgresConnection
    ) async throws {
        let first = check.report.first.rawValue
        let rows = try await connection.query(
            """
            SELECT size, root, note FROM checkpoints WHERE size > \(end) OR size < 0 OR (size = 0 AND \(first) = 0)
            ORDER BY size LIMIT \(Int64(FindingList.limit))
            """)
        var checkpoints = kept
        for row in try StoredCheckpoint.decode(rows) {
            switch row.read(key: key) {
            case .success(let checkpoint): checkpoints.append(checkpoint)
            case .failure(let error): check.find(.checkpoint(size: row.size), error.description)
            }
        }
        for checkpoint in checkpoints {
            if checkpoint.size > end {
                check.find(tooLarge: checkpoint)
            } else if checkpoint.size == 0 {
                check.add(checkpoint, isBeginning: checkpoint.root == MerkleTree.emptyRoot)
            }
        }
    }
}
