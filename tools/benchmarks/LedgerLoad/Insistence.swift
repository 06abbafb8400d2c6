import Ledger

/// Asks again, with growing pauses, while the database doesn't answer in time: a webhook's sender would, and nothing is recorded twice.
///
/// - Throws: what the last of five tries throws.
func insistently<R: Sendable>(_ work: () async throws -> R) async throws -> R {
    for seconds in [1, 2, 4, 8] {
        do {
            return try await work()
        } catch let error as LedgerError where error.code == .unavailable {
            try await Task.sleep(for: .seconds(seconds))
        }
    }
    return try await work()
}
