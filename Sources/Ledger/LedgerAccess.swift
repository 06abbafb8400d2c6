import MerkleLog
import Postgres

extension LedgerError {
    /// What any failure below means to a caller of the ledger.
    init(any error: any Error) {
        switch error {
        case let error as LedgerError: self = error
        case let error as PostgresError: self.init(error)
        case let error as MerkleLogError:
            self.init(.corrupt, "The stored tree is damaged: \(error) Run: daybook audit verify")
        case is CancellationError: self.init(.unavailable, "The request was cancelled.")
        default: self.init(.unavailable, "The ledger could not be reached.")
        }
    }

    init(_ error: PostgresError) {
        if error.code == .decoding {
            self.init(.corrupt, "The ledger holds what Daybook doesn't write: \(error). Run: daybook audit verify")
            return
        }
        switch error.sqlState {
        case "42P01", "42883", "3F000", "42703":
            self.init(.schema, "The database doesn't have the ledger's schema. Run: daybook migrate")
        case "22023":
            self.init(.schema, "The database lacks the roles that the ledger runs under. Run: daybook migrate")
        case "42501":
            self.init(
                .schema, "The database role may not do this: \(error). Run daybook migrate as the owner of the schema.")
        default:
            self.init(.unavailable, "The database is not available: \(error)")
        }
    }
}

/// Does `body`, and says any failure in the ledger's own terms.
func ledgerAccess<R>(_ body: () async throws -> R) async throws(LedgerError) -> R {
    do {
        return try await body()
    } catch {
        throw LedgerError(any: error)
    }
}
