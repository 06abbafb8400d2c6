import Vocabulary

/// Whether a channel is silent for longer than its own rhythm explains.
///
/// What came in during the same hours of earlier weeks is what would have come in now: nights, weekends and quiet channels explain
/// themselves. A channel that is young or slow isn't judged, and one that is silent for four weeks has been given up.
struct SilenceCheck: Sendable {
    /// What a silence is measured by.
    struct Silence: Hashable, Sendable {
        /// The end of the quarter hour with the last message.
        var since: Timestamp
        /// How many messages usually come in such a time.
        var usual: Int64
    }

    var tenant: String
    /// Who tells of it, where that is known.
    var source: Source?
    /// `whatsapp 106540352242922`
    var channel: String
    /// How many messages came in, by the quarter hour counted from 1970-01-01T00:00Z.
    var quarters: [Int64: Int64]
    var now: Timestamp

    /// In quarter hours.
    private static let week: Int64 = 7 * 96
    private static let shortest: Int64 = 4
    private static let longest: Int64 = 4 * week
    private static let quarter: Int64 = 900_000_000

    /// How many earlier weeks are asked, and how many have to answer.
    private static let weeks: Int64 = 4
    private static let fewestWeeks = 3
    /// None of ten that are usual happens by chance once in twenty thousand times.
    private static let fewestMessages: Int64 = 10
    /// How far back there has to be something to look at.
    static let memory = Duration.seconds((2 * longest + (weeks - 1) * week) * 900)

    /// What is unusual about it, if anything is.
    var silence: Silence? {
        let active = quarters.filter { $0.value > 0 }.keys
        guard let first = active.min(), let last = active.max() else { return nil }
        // The quarter hour that isn't over yet says nothing.
        let end = now.microseconds / Self.quarter
        let length = end - last - 1
        guard (Self.shortest...Self.longest).contains(length) else { return nil }
        let nearest = (length + Self.week - 1) / Self.week
        let counts = (nearest..<nearest + Self.weeks).compactMap { weeks -> Int64? in
            let start = last + 1 - weeks * Self.week
            guard start >= first else { return nil }
            return (start..<start + length).reduce(0) { $0 + quarters[$1, default: 0] }
        }.sorted()
        guard counts.count >= Self.fewestWeeks else { return nil }
        // The lower of the two in the middle: one busy week, or one holiday, decides nothing.
        let usual = counts[(counts.count - 1) / 2]
        guard usual >= Self.fewestMessages else { return nil }
        return Silence(since: Timestamp(microseconds: (last + 1) * Self.quarter), usual: usual)
    }

    var findings: [Finding] {
        guard let silence else { return [] }
        let source = source.map { " by \($0)" } ?? ""
        return [
            Finding(
                .warning, .channels,
                "Nothing has come in on \(channel)\(source) (tenant \(tenant)) since \(silence.since): in the same hours of "
                    + "earlier weeks it was \(silence.usual) messages.",
                "Webhooks may have been switched off or changed: what is sent meanwhile is missing.",
                mend: "check the webhook's URL and secret at the provider, then fill the gap: daybook import \(format)")
        ]
    }

    private var format: String { source?.importFormat ?? "--help" }
}

extension Source {
    /// What `daybook import` calls what its messages can be saved as.
    var importFormat: String {
        switch self {
        case .respondIO: "respond-io"
        case .twilio: "twilio"
        case .whatsApp: "whatsapp-export"
        default: "jsonl"
        }
    }
}
