/// Deliveries that were kept though they couldn't be read, or contradicted others, among the latest events.
struct DeliveryCheck: Sendable {
    /// How many events were looked at, counted from the last.
    var window: Int64
    /// How many couldn't be read, and weren't read again since.
    var quarantined: Int64
    var conflicted: Int64
    /// The position of the first one of either kind.
    var first: Int64?

    var findings: [Finding] {
        var findings: [Finding] = []
        let among = "among the last \(window) events"
        let from = first.map { " --from \($0)" } ?? ""
        if quarantined > 0 {
            findings.append(
                Finding(
                    .warning, .deliveries, "\(quarantined) deliveries couldn't be read, \(among).",
                    "They are kept as they came, and show nowhere.",
                    mend:
                        "daybook quarantine list says why; a version that reads them brings them in: daybook quarantine retry --all"
                ))
        }
        if conflicted > 0 {
            findings.append(
                Finding(
                    .note, .deliveries, "\(conflicted) deliveries contradict earlier ones, \(among).",
                    "Both are kept; the first one counts.",
                    mend: "daybook tail --kind delivery.conflicted\(from) --no-follow"))
        }
        return findings
    }
}
