package import Ledger
import Postgres

extension ProjectionStore {
    /// Records in the ledger, as `projection.swapped`, the swaps that it doesn't hold yet: those of a rebuild that has ended now, and
    /// those of any that was killed, or lost the ledger, between swapping and recording. Several processes may do it at once: each swap
    /// is one event all the same.
    ///
    /// - Returns: how many there were.
    /// - Throws: `.ledger`, `.unavailable`. What couldn't be recorded is left for the next call.
    @discardableResult
    package func recordSwaps(in ledger: Ledger) async throws(ProjectionError) -> Int {
        try await projectionAccess {
            let swaps = try await pool.withConnection { try await ProjectionSwap.unrecorded(on: $0) }
            for swap in swaps {
                try await ledger.record(swap)
                try await pool.withConnection { try await swap.forget(on: $0) }
            }
            return swaps.count
        }
    }
}
