import HTTPTypes
import Hummingbird
import Ingest
import Ledger
import Postgres
import ProjectionEngine

extension APIError {
    /// What any failure of a route means to its caller; `nil` for what no caller can mend, and isn't foreseen.
    init?(any error: any Error) {
        switch error {
        case let error as APIError: self = error
        case let error as LedgerError: self.init(error)
        case let error as PostgresError: self.init(error)
        case let error as APIKeyError: self.init(error)
        case let error as ProjectionError: self.init(error)
        case let error as any HTTPResponseError: self.init(status: error.status)
        case is CancellationError: self = .unavailable("shutting_down", "The server is shutting down. Try again.")
        default: return nil
        }
    }

    init(_ error: LedgerError) {
        switch error.code {
        // The error's own words say where the database is, which is the operator's business.
        case .unavailable:
            self = .unavailable("ledger_unavailable", "The ledger can't be reached now. Try again shortly.")
        case .overloaded: self = .unavailable("ledger_overloaded", error.description, retryAfter: 1)
        case .schema, .key: self = .unavailable("ledger_not_ready", error.description, retryAfter: 30)
        case .conditionFailed: self.init(.conflict, "condition_failed", error.description)
        case .erased: self.init(.gone, "erased", error.description)
        case .notFound: self.init(.notFound, "not_found", error.description)
        case .corrupt, .inconsistent: self.init(.internalServerError, "ledger_damaged", error.description)
        }
    }

    init(_ error: PostgresError) {
        switch error.code {
        case .unavailable, .connectionLost, .deadline, .cancelled:
            self = .unavailable("database_unavailable", "The database can't be reached now. Try again shortly.")
        case _ where Self.lacksWhatIsRead.contains(error.sqlState ?? ""):
            self = .unavailable(
                "rebuild_due",
                "The tables that this is read from were made by another version. The operator is to run: daybook projections rebuild --all",
                retryAfter: 60)
        default:
            self =
                error.isUnavailable || error.isSerializationFailure
                ? .unavailable("database_unavailable", "The database can't be reached now. Try again shortly.")
                : .internalError
        }
    }

    /// undefined_column and undefined_table: a read model's tables lack what this version of the code reads.
    private static let lacksWhatIsRead: Set<String> = ["42703", "42P01"]

    init(_ error: ProjectionError) {
        switch error.code {
        case .behind: self = .unavailable("behind", error.description, retryAfter: 1)
        case .notFound, .poisoned: self = .unavailable("projection_not_ready", error.description, retryAfter: 30)
        default: self = .unavailable("database_unavailable", "The database can't be reached now. Try again shortly.")
        }
    }

    init(_ error: APIKeyError) {
        switch error {
        case .unavailable: self = .unavailable("database_unavailable", error.description)
        case .malformed, .unknown, .revoked, .expired: self = .unauthorized(error.description)
        }
    }

    init(_ error: IngestError) {
        switch error {
        case .notConfigured(let source):
            self = .unavailable("not_configured", source.missingSecret, retryAfter: 60)
        case .notAuthentic:
            self.init(
                .unauthorized, "invalid_signature",
                "The signature is missing or wrong. Check that the provider signs with the secret that is configured here, and, "
                    + "for Twilio, that public_url is the URL that it calls.")
        case .ledger(let error):
            // Whatever is wrong with the ledger, the provider is to try again: the delivery isn't stored.
            let refusal = APIError(error)
            self = .unavailable(refusal.code, refusal.message)
        }
    }

    /// A refusal of the HTTP layer, in our form.
    private init(status: HTTPResponse.Status) {
        switch status {
        case .notFound: self = .notFound
        case .contentTooLarge:
            self.init(status, "body_too_large", "The body is too large.", headers: [.connection: "close"])
        case let status where status.kind == .serverError: self = .internalError
        default: self.init(status, "bad_request", "The request can't be read: \(status.reasonPhrase).")
        }
    }

    static let internalError = APIError(
        .internalServerError, "internal_error", "Something went wrong here. Tell the operator the request id.")

    static func unauthorized(_ message: String) -> APIError {
        APIError(.unauthorized, "unauthorized", message, headers: [.wwwAuthenticate: "Bearer"])
    }
}
