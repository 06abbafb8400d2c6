import Analytics
import Vocabulary

extension Schema {
    static let durations: Schema = .object([
        "count": .count,
        "mean_seconds": seconds.means("Exact"),
        "p50_seconds": seconds.means("Percentiles are right to 5 %"),
        "p90_seconds": seconds,
        "p99_seconds": seconds,
    ])

    private static let seconds: Schema = .number.nullable.example(.decimal("41.5"))

    /// The figures of a part of time, or of a channel.
    static let figures: Schema = .object([
        "messages": .count,
        "inbound": .count,
        "outbound": .count,
        "kinds": .map(of: .object(["inbound": .count, "outbound": .count])).means("By the messages' form")
            .example(["text": ["inbound": 2, "outbound": 1]]),
        "senders": .object([
            "human": .count, "automation": .count, "unknown": .count,
            "automation_share": .number.nullable.means("Of those of whom it is known").example(.decimal("0.25")),
        ]),
        "processing_seconds": seconds,
        "positions": .array(of: .position).with("minItems", 2).with("maxItems", 2).nullable
            .means("Between which events they lie").example([12, 41]),
        "openings": .count.means("How often a contact came to us"),
        "answered_by": .object(["human": .count, "automation": .count, "unknown": .count]),
        "first_response": .named("Durations"),
        "resolution": .named("Durations"),
    ])

    private static let span: Schema = .object(["from": .time, "to": .time.example("2025-02-01T00:00:00Z")])

    private static let counted: Schema = .object([
        "unique_contacts": .count, "tasks_created": .count, "transcriptions_completed": .count,
        "messages_analyzed": .count, "escalations_raised": .count,
    ])

    static let report: Schema = span.adding(
        .object([
            "bucket": .word(of: BucketUnit.self),
            "tz": .text.example("UTC"),
            "total": figures.adding(counted),
            "buckets": .array(of: Schema.object(["start": .time, "end": .time]).adding(figures)),
            "channels": .array(
                of: Schema.object(["medium": .medium, "channel": .text.nullable.example("106540352242922")])
                    .adding(figures)),
        ]))

    /// What the Twilio inbox's `GET /api/whatsapp/analytics` tells.
    static let totals: Schema = .object([
        "success": .constant(true),
        "analytics": .object([
            "total_messages": .count, "inbound_messages": .count, "outbound_messages": .count,
            "voice_messages": .count, "tasks_created": .count, "transcriptions_completed": .count,
            "unique_contacts": .count, "avg_processing_time_seconds": seconds,
        ]),
    ])

    /// What the Izer webhooks' `GET /stats` tells.
    static let statistics: Schema = Schema.object(["period_hours": .integer(atLeast: 1).example(24)]).adding(span)
        .adding(
            .object([
                "total_messages": .count, "inbound_messages": .count, "outbound_messages": .count,
                "voice_messages": .count, "messages_analyzed": .count, "transcriptions_completed": .count,
                "tasks_created": .count, "escalations_raised": .count, "unique_contacts": .count,
                "avg_processing_time_seconds": seconds, "first_response": .named("Durations"),
                "resolution": .named("Durations"),
            ]))

    /// The events behind a figure.
    static let trace: Schema = Schema.object(["metric": .word(of: Metric.self)]).adding(span).adding(
        .object([
            "events": .array(of: .either(countedEvent, opening)),
            "next": .position.nullable.means(
                "What to give as `after`. There may be more behind a page that is empty; null at the end"
            )
            .example(.null),
        ]))

    private static let countedEvent: Schema = .object([
        "position": .position, "kind": .word(of: EventKind.self), "occurred_at": .time,
    ])

    private static let opening: Schema = .object([
        "position": .position, "occurred_at": .time, "answered": moment.nullable,
        "answered_by": .word(["human", "automation", "unknown"]).nullable, "resolved": moment.nullable,
    ])

    private static let moment: Schema = .object(["position": .position, "occurred_at": .time])
}
