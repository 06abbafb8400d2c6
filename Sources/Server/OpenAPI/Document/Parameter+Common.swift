import Hummingbird
import Vocabulary

// The parameters that several operations have.
extension Parameter {
    static let tenant = path(
        "tenant", .text(pattern: "^[a-z0-9][a-z0-9_-]{0,62}$").example("default"),
        "The business whose data are meant; 404 for one that isn't configured.")

    static let atLeast = query(
        "at_least", .integer(in: 0...Int(Int64.max) - 1).example(0),
        "Waits (up to 2 s, then 503 `behind`) until the event at this position can be seen here: what a write answered as `position`."
    )

    static func limit(_ bounds: ClosedRange<Int>, otherwise fallback: Int) -> Parameter {
        query(
            "limit",
            .integer(in: bounds).otherwise(.integer(Int64(fallback))).example(.integer(Int64(min(10, fallback)))),
            "How many at most.")
    }

    static func after(_ schema: Schema = .text, _ text: String = "The `next` of the page before.") -> Parameter {
        query("after", schema, text)
    }

    static let phone = path(
        "phone", .someText.example("+14155550123"),
        "A phone number in any spelling; only its digits matter.")

    static let channel = query(
        "channel", .text.example("whatsapp"), "Only of this medium: `whatsapp`, `sms`, `email` …")

    static let sentiment = query(
        "sentiment", .word(of: MessageAnalyzed.Sentiment.self).example("positive"), "Only what was analysed as this.")

    static let idempotencyKey = header(
        "Idempotency-Key", .text(atMost: Request.idempotencyKeyLength, atLeast: 1).example("3f6c2a1e"),
        "A key of your own for this call: it is recorded once, however often it is sent.")

    static let ifMatch = header(
        "If-Match", .text.example("*"),
        "The `ETag` of an earlier answer: the change is recorded only while nothing else was since then (else 412). `*` for any state."
    )

    static let ifNoneMatch = header(
        "If-None-Match", .text.example(#""0""#), "The `ETag` of an earlier answer: 304 while it is the same.")

    static let from = query(
        "from", .text(format: "date-time").example("2025-01-01T00:00:00Z"),
        "The first moment (RFC 3339), moved back to the quarter hour.")
    static let to = query(
        "to", .text(format: "date-time").example("2025-02-01T00:00:00Z"),
        "The moment before which the range ends, moved on to the quarter hour; later than `from`.")
}
