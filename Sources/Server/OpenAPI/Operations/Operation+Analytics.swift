import Analytics
import HTTPTypes
import Vocabulary

extension Operation {
    static let analytics: [Operation] = [analyticsReport, analyticsTrace, analyticsTotals, analyticsStatistics]

    private static let channel: Parameter = .query(
        "channel", .text.example("whatsapp"), "Only this medium, or `medium:id` for one channel of it.")

    private static let analyticsReport = Operation(
        .get, "/v1/analytics", id: "getAnalytics", .analytics, "Figures by hour, day, week or month",
        text: "Of the last 30 days unless said. A range may have 1000 buckets.",
        parameters: [
            .from, .to,
            .query("bucket", .word(of: BucketUnit.self).otherwise("day"), "Into what parts the range is cut."),
            .query(
                "tz", .text.otherwise("UTC").example("America/New_York"), "The time zone of the parts, by its name."),
            channel, .atLeast,
        ],
        replies: [.json(.report, "The figures of the range, of its parts and of its channels."), .badRequest])

    private static let analyticsTrace = Operation(
        .get, "/v1/analytics/{metric}/events", id: "listAnalyticsEvents", .analytics, "The events behind a figure",
        text:
            "Events, in the ledger's order; for `first_response` and `resolution` the openings that they were measured at.",
        parameters: [
            .path("metric", .word(of: Metric.self), "What is counted or measured."), .from, .to,
            .query(
                "bucket", .word(of: BucketUnit.self).otherwise("day"),
                "Has no effect; may stand there as in the figures' URL."),
            .query("tz", .text.otherwise("UTC"), "Has no effect either."),
            channel, .limit(1...1000, otherwise: 100),
            .after(.integer(in: 0...Int(Int64.max) - 1).example(0), "The `next` of the page before."), .atLeast,
        ],
        replies: [
            .json(.trace, "A page of events."), .badRequest,
            .refusal(
                .notFound, "There is no such metric; the message names those that there are.", "not_found",
                "There is no such metric. There are: total_messages, inbound_messages, …"),
        ])

    private static let analyticsTotals = Operation(
        .get, "/api/whatsapp/analytics", id: "getTotals", .analytics, "The figures as the Twilio inbox tells them",
        text: "Of all time, unless a range is given.", parameters: [.from, .to, channel, .atLeast],
        replies: [.json(.totals, "The figures."), .badRequest])

    private static let analyticsStatistics = Operation(
        .get, "/stats", id: "getStatistics", .analytics, "The figures of the last 24 hours",
        parameters: [.atLeast], replies: [.json(.statistics, "The figures."), .badRequest])
}
