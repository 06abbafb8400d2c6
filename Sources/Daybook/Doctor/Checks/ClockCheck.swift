/// How this machine's clock stands to the database's, and to the last event's.
struct ClockCheck: Sendable {
    /// By how much this machine's clock is ahead of the database's, at the middle of the question's way.
    var ahead: Duration
    /// How long the question took: the difference isn't known better than by half of it.
    var roundTrip: Duration
    /// By how much the last event's time is ahead of this machine's clock; negative for the past, `nil` without events.
    var lastEventAhead: Duration?

    var findings: [Finding] {
        var findings: [Finding] = []
        let difference = max(.zero, (ahead < .zero ? .zero - ahead : ahead) - roundTrip / 2)
        if difference > .seconds(2) {
            findings.append(
                Finding(
                    difference > .seconds(60) ? .error : .warning, .clock,
                    "This machine's clock is \(Self.words(difference)) \(ahead > .zero ? "ahead of" : "behind") the database's.",
                    "Events get a wrong time, and signatures with a time in them are refused.",
                    mend: "timedatectl set-ntp true (on both machines)"))
        }
        if let lastEventAhead, lastEventAhead > .seconds(2) {
            findings.append(
                Finding(
                    lastEventAhead > .seconds(60) ? .error : .warning, .clock,
                    "The last event was recorded \(Self.words(lastEventAhead)) in this machine's future.",
                    "Time never goes back in the ledger: until then all events get that time.",
                    mend: "timedatectl set-ntp true (on every machine that runs daybook serve)"))
        }
        return findings
    }

    private static func words(_ duration: Duration) -> String {
        "\(duration.components.seconds) s"
    }
}
