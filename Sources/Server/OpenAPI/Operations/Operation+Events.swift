import HTTPTypes
import Vocabulary

extension Operation {
    static let events = [
        Operation(
            .get, "/v1/events", id: "listEvents", .events, "The ledger, page by page or as it grows",
            text:
                "With `Accept: text/event-stream` it is followed by server-sent events, for ever: each event's `id` is its position, its `event` the kind, its `data` the event as JSON. Resume with `Last-Event-ID`. Give either `after` or `from`.",
            parameters: [
                .after(position, "Only events after this position: the `next` of the page before."),
                .query("from", position.example(0), "Only events from this position on."),
                .query(
                    "tenant", .text(pattern: "^[a-z0-9][a-z0-9_-]{0,62}$").example("default"), "Only this tenant's."),
                .query(
                    "kind", .array(of: .word(of: EventKind.self)),
                    "Only these kinds; several times, or separated by commas."),
                .query("subject", .text(format: "uuid"), "Only what is about this contact, by its pseudonym."),
                .query("conversation", .text(format: "uuid"), "Only what is in this conversation."),
                .query("body", .flag.otherwise(false), "Whether to open the events' bodies."),
                .limit(1...1000, otherwise: 100),
                .header("Last-Event-ID", position, "Where a follower left off; goes before what the URL says."),
            ],
            replies: [
                Reply.json(
                    .page(
                        "events", of: .named("Event"),
                        .position.means("What to give as `after`; null where there are no more yet").example(.null)),
                    "A page of events."
                ).or(
                    "text/event-stream", .text,
                    example: "id: 41\nevent: message.received\ndata: {\"position\":41,…}\n\n"),
                .badRequest,
            ],
            command:
                "curl -N '{url}/v1/events?from=0' -H 'Accept: text/event-stream' -H \"Authorization: Bearer $DAYBOOK_KEY\""
        )
    ]

    private static let position: Schema = .integer(in: 0...Int(Int64.max) - 1)
}
