/// A projection as it stands in the database.
struct ProjectionCheck: Sendable {
    var name: String
    /// The version of the code that made its tables, and this program's; `nil` when it has no such projection.
    var version: Int32
    var current: Int32?
    /// How many events it has yet to fold, and how long the oldest of them waits.
    var lag: Int64
    var age: Duration
    var failure: String?

    var findings: [Finding] {
        let rebuild = "daybook projections rebuild \(name)"
        if let failure {
            return [
                Finding(
                    .error, .projections, "The projection \(name) has stopped: \(failure)",
                    "What it shows gets older with every event.",
                    mend: "upgrade to a version that reads the event, then: \(rebuild)")
            ]
        }
        guard let current else {
            return [
                Finding(
                    .note, .projections, "The projection \(name) is unknown to this version.",
                    "It is neither followed nor read.",
                    mend: "run daybook serve of the version that knows it, or leave it")
            ]
        }
        if current != version {
            return [
                Finding(
                    .warning, .projections,
                    "The projection \(name) was made by version \(version), this is \(current).",
                    "It isn't followed until it is rebuilt.", mend: rebuild)
            ]
        }
        guard lag > 0, age > .seconds(60) else { return [] }
        return [
            Finding(
                age > .seconds(600) ? .error : .warning, .projections,
                "The projection \(name) is \(lag) events behind, the oldest \(age.components.seconds) s old.",
                "What it shows is as old as that.",
                mend: "daybook serve, if none runs; else see its log, and the database's load")
        ]
    }
}
