import Ledger
import Postgres

extension ProjectionError {
    /// What any failure below means to a caller of the engine.
    init(any error: any Error) {
        switch error {
        case let error as ProjectionError: self = error
        case let error as PoisonedFact:
            self.init(.poisoned, "\(error). Fix the fold or the reader, then rebuild or restart.")
        case let error as LedgerError: self.init(.ledger, error.description)
        case let error as PostgresError: self.init(error)
        case is CancellationError: self.init(.unavailable, "It was cancelled.")
        default: self.init(.unavailable, "The projection's tables could not be reached.")
        }
    }

    private init(_ error: PostgresError) {
        switch error.sqlState {
        case "42P01", "3F000":
            self.init(
                .notFound, "The database lacks a table of the projections. Run: daybook migrate, then daybook serve")
        default:
            self.init(.unavailable, "The database could not do it: \(error)")
        }
    }
}

/// Does `body`, and says any failure in the engine's own terms.
func projectionAccess<R>(_ body: () async throws -> R) async throws(ProjectionError) -> R {
    do {
        return try await body()
    } catch {
        throw ProjectionError(any: error)
    }
}

extension PostgresError {
    /// The server refused a value, and will refuse it again: the cause lies in the row, not in the database's state.
    ///
    /// Classes 22 (data exception), 23 (integrity constraint) and 54 (program limit) of appendix A of PostgreSQL's manual.
    var isRefusedValue: Bool {
        if code == .encoding { return true }
        guard let state = sqlState else { return false }
        return state.hasPrefix("22") || state.hasPrefix("23") || state.hasPrefix("54")
    }
}
