extension Operation {
    /// The descriptions of all routes, in the order in which they are read.
    static let all: [Operation] = [
        deliveries,
        conversationWebhook,
        izerWebhook,
        inbox,
        conversations,
        contacts,
        sheets,
        analytics,
        agents,
        events,
        log,
        health,
        documentation,
    ].flatMap(\.self)
}
