import Hummingbird
import Ingest
import Ledger

/// What became of a delivery that was acknowledged: one of these.
enum WebhookOutcome: Int, CaseIterable, Sendable {
    /// It is new, and recorded.
    case recorded
    /// All of it was recorded before.
    case duplicate
    /// Something of it contradicts what was recorded, and is kept beside that.
    case conflicted
    /// It is authentic and can't be read, and is kept as it came.
    case quarantined

    init(_ acceptance: Acceptance) {
        let isConflict = acceptance.outcomes.contains { if case .conflict = $0 { true } else { false } }
        if isConflict {
            self = .conflicted
        } else if acceptance.isDuplicate {
            self = .duplicate
        } else {
            self = acceptance.isQuarantined ? .quarantined : .recorded
        }
    }

    /// As a label's value.
    var label: String {
        switch self {
        case .recorded: "recorded"
        case .duplicate: "duplicate"
        case .conflicted: "conflicted"
        case .quarantined: "quarantined"
        }
    }
}

/// Why a delivery was not taken.
enum WebhookRefusal: Int, CaseIterable, Sendable {
    case badSignature, bodyTooLarge, unknownTenant, unreadableRequest
    case notConfigured, overloaded, unavailable

    init(_ error: any Error) {
        switch error {
        case IngestError.notAuthentic: self = .badSignature
        case IngestError.notConfigured: self = .notConfigured
        case IngestError.ledger(let error): self = error.code == .overloaded ? .overloaded : .unavailable
        case let error as any HTTPResponseError: self.init(status: error.status)
        case let error as APIError where error.code == APIError.busy: self = .overloaded
        case let error as APIError: self.init(status: error.status)
        default: self = .unreadableRequest
        }
    }

    private init(status: HTTPResponse.Status) {
        switch status {
        case .contentTooLarge: self = .bodyTooLarge
        case .notFound: self = .unknownTenant
        case let status where status.kind == .serverError: self = .unavailable
        default: self = .unreadableRequest
        }
    }

    /// Whether the provider is to try again, as the fault is ours; the others stay refused.
    var isPostponement: Bool {
        switch self {
        case .notConfigured, .overloaded, .unavailable: true
        case .badSignature, .bodyTooLarge, .unknownTenant, .unreadableRequest: false
        }
    }

    /// As a label's value.
    var label: String {
        switch self {
        case .badSignature: "bad_signature"
        case .bodyTooLarge: "body_too_large"
        case .unknownTenant: "unknown_tenant"
        case .unreadableRequest: "unreadable_request"
        case .notConfigured: "not_configured"
        case .overloaded: "overloaded"
        case .unavailable: "unavailable"
        }
    }
}
