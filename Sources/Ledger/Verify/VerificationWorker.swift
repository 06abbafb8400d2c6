import Postgres

/// Takes ranges from a queue and checks them, until there are none.
struct VerificationWorker: Sendable {
    let queue: VerificationQueue
    let reader: RangeReader
    /// The scan of the ids, for whoever takes it on.
    let ids: IDScan
    /// The check of a range, empty.
    let check: RangeCheck
    let total: Int64
    let progress: @Sendable (LedgerVerifier.Progress) -> Void

    /// Works on a connection.
    ///
    /// - Returns: the tallies of the ids, if it was this worker that scanned them.
    func run(on connection: isolated PostgresConnection) async throws -> IDScan? {
        var scanned: IDScan?
        var check = check
        while let job = queue.take() {
            switch job {
            case .ids: scanned = try await ids.run(on: connection)
            case .range(let range, let number):
                check = try await reader.read(range, into: check, on: connection)
                if check.result.isHole { try await skip(range.upperBound, on: connection) }
                let done = queue.finish(check.result, number: number)
                progress(LedgerVerifier.Progress(done: done, total: total))
            }
        }
        return scanned
    }

    /// Goes on where there are events again.
    private func skip(_ end: Int64, on connection: isolated PostgresConnection) async throws {
        let rows = try await connection.query("SELECT min(position) FROM events WHERE position >= \(end)")
        if let next = try rows.decode(column: 0, as: Int64?.self)[0] { queue.skip(to: next) }
    }
}
