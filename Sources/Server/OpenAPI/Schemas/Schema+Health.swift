import Vocabulary

extension Schema {
    static let readiness: Schema = .object([
        "status": .word(["ready", "not_ready"]),
        "database": .word(["ready", "unreachable", "schema_not_current"]),
        "ledger": .object(["size": .integer(atLeast: 0).nullable.means("How many events there are").example(60)]),
        "projections": .array(
            of: .object([
                "name": .text.example("inbox"), "position": .position.means("The next event that it wants"),
                "lag": .count.means("How many events it is behind").example(0),
                "state": .word(["following", "failed", "rebuild_due"]),
            ])),
        "webhooks": .array(
            of: .object([
                "source": .word(of: Source.self), "configured": .flag.example(true), "accepted": .count,
                "refused": .count, "postponed": .count,
            ])),
    ])

    /// The health of the conversation webhook API.
    static let health: Schema = .object([
        "status": .word(["healthy", "unhealthy"]),
        "timestamp": .time,
        "version": .text.example("0.1.0"),
        "dependencies": .object([
            "database": .word(["connected", "disconnected"]), "redis": .constant("not_used"),
            "elevenlabs": .word(["configured", "not_configured"]),
        ]),
    ])
}
