import HTTPTypes
import Vocabulary

extension Reply {
    /// A refusal in the form that all have.
    ///
    /// - Parameters:
    ///   - code: the most usual one, with the message that people read.
    ///   - others: further codes that can come with it.
    static func refusal(
        _ status: HTTPResponse.Status, _ text: String, _ code: String, _ message: String, also others: [String] = [],
        headers: [ReplyHeader] = []
    ) -> Reply {
        let codes = ([code] + others).map { "`\($0)`" }.joined(separator: ", ")
        let error: JSON = ["code": .string(code), "message": .string(message), "request_id": "r1k9x0c2f7q3a"]
        return .json(
            status: status, .named("Error"), "\(text) (\(codes))", headers: headers, example: ["error": error])
    }

    fileprivate func shared(as name: String) -> Reply {
        var reply = self
        reply.component = name
        return reply
    }
}

// What any operation may answer, each once in the document's components.
extension Reply {
    static let shared: [Reply] = [
        badRequest, unauthorized, notAuthentic, forbidden, unknownTenant, erased, bodyTooLarge, tooManyRequests,
        internalError, unavailable, notConfigured,
    ]

    static let badRequest = refusal(
        .badRequest, "A parameter or the body can't be read; the message names it.", "bad_request",
        "The parameter limit must be a number from 1 to 200.", also: ["incomplete_body"]
    ).shared(as: "BadRequest")

    static let unauthorized = refusal(
        .unauthorized, "The API key is missing, unknown, revoked or expired.", "unauthorized",
        "Send an API key: Authorization: Bearer dbk_… (or X-API-Key: dbk_…).", headers: [.authenticate]
    ).shared(as: "Unauthorized")

    static let notAuthentic = refusal(
        .unauthorized, "The signature is missing or wrong. Nothing was recorded.", "invalid_signature",
        "The signature is missing or wrong. Check that the provider signs with the secret that is configured here."
    ).shared(as: "NotAuthentic")

    static let forbidden = refusal(
        .forbidden, "The key lacks the scope, or belongs to another tenant.", "missing_scope",
        "The key lacks the scope inbox. Make one with: daybook keys create --scope inbox", also: ["other_tenant"]
    ).shared(as: "Forbidden")

    static let unknownTenant = refusal(
        .notFound, "The path names a tenant that isn't configured.", "not_found",
        "There is nothing here. The paths are in the documentation."
    ).shared(as: "UnknownTenant")

    static let erased = refusal(
        .gone, "The person was erased: nothing can be recorded about them any more.", "erased",
        "The subject 6f1a2b3c-4d5e-8f60-9a7b-8c9d0e1f2a3b was erased: nothing can be recorded about it."
    ).shared(as: "Erased")

    static let bodyTooLarge = refusal(
        .contentTooLarge,
        "The body has more bytes than are taken: 1 MiB from callers with a key, 3 MiB from providers, 24 MiB from ElevenLabs.",
        "body_too_large", "The body may have 1048576 bytes at most."
    ).shared(as: "BodyTooLarge")

    static let tooManyRequests = refusal(
        .tooManyRequests, "The key has made more requests than it may in a minute.", "rate_limited",
        "That were more than 1000 requests a minute. Try again in 1 s.",
        headers: [.retryAfter] + ReplyHeader.rates
    ).shared(as: "TooManyRequests")

    static let internalError = refusal(
        .internalServerError, "A fault of the server's own.", "internal_error",
        "Something went wrong here. Tell the operator the request id.", also: ["ledger_damaged"]
    ).shared(as: "InternalError")

    static let unavailable = refusal(
        .serviceUnavailable, "Nothing was done, and it may work soon.", "database_unavailable",
        "The database can't be reached now. Try again shortly.",
        also: [
            "ledger_unavailable", "ledger_overloaded", "ledger_not_ready", "behind", "projection_not_ready",
            "rebuild_due", "busy", "too_many_followers", "shutting_down",
        ],
        headers: [.retryAfter]
    ).shared(as: "Unavailable")

    static let notConfigured = refusal(
        .serviceUnavailable,
        "The provider's secret isn't configured, or the ledger can't be reached: deliver it again.",
        "not_configured", "No secret for Twilio webhooks is configured. Set TWILIO_AUTH_TOKEN.",
        also: ["ledger_unavailable", "ledger_overloaded", "ledger_not_ready", "starting", "shutting_down"],
        headers: [.retryAfter]
    ).shared(as: "NotConfigured")
}
