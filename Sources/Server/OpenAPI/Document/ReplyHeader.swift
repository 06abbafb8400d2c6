import Vocabulary

/// A header of answers. All stand in the document's components.
enum ReplyHeader: String, CaseIterable, Sendable {
    case requestID = "X-Request-Id"
    case eTag = "ETag"
    case retryAfter = "Retry-After"
    case rateLimit = "X-RateLimit-Limit"
    case rateLimitRemaining = "X-RateLimit-Remaining"
    case rateLimitReset = "X-RateLimit-Reset"
    case authenticate = "WWW-Authenticate"
    case cacheControl = "Cache-Control"
    case disposition = "Content-Disposition"

    var name: String { rawValue }
    var reference: JSON { ["$ref": .string("#/components/headers/\(rawValue)")] }

    /// Those of the counting of a key's requests.
    static let rates: [ReplyHeader] = [.rateLimit, .rateLimitRemaining, .rateLimitReset]

    /// The limits' headers are missing where an installation has no limit, and in refusals of a route's own.
    private var isAlwaysThere: Bool { !Self.rates.contains(self) }

    var definition: JSON {
        [
            "description": .string(text), "required": .bool(isAlwaysThere), "schema": .object(schema.json),
        ]
    }

    var text: String {
        switch self {
        case .requestID:
            "The id by which the request is found in the log: yours, if it was 1–128 of `A–Z a–z 0–9 . _ -`."
        case .eTag: "Names this state, for `If-Match` or `If-None-Match`."
        case .retryAfter: "After how many seconds to try again."
        case .rateLimit: "How many requests the key may make in a minute."
        case .rateLimitRemaining: "How many more it may make now."
        case .rateLimitReset: "In how many seconds it may make all of them again."
        case .authenticate: "How to say who is calling."
        case .cacheControl: "For how long, and by whom, the answer may be kept."
        case .disposition: "The name of the file."
        }
    }

    private var schema: Schema {
        switch self {
        case .requestID: .text(pattern: "^[A-Za-z0-9._-]{1,128}$").example("r1k9x0c2f7q3a")
        case .eTag: .text(pattern: "^\"[0-9a-f]+\"$").example(#""41""#)
        case .retryAfter: .integer(atLeast: 1).example(2)
        case .rateLimit, .rateLimitRemaining, .rateLimitReset: .count.example(60)
        case .authenticate: .constant("Bearer")
        case .cacheControl: .text.example("no-store")
        case .disposition: .text.example(#"attachment; filename="clients.csv""#)
        }
    }
}
