/// Something that `daybook doctor` found, with what to do about it.
struct Finding: Hashable, Sendable {
    enum Severity: String, CaseIterable, Comparable, Sendable {
        /// It fails, or loses what was promised, now or at the next accident.
        case error
        /// It works, and won't for ever.
        case warning
        /// Worth knowing.
        case note

        static func < (a: Self, b: Self) -> Bool {
            Self.allCases.firstIndex(of: a) ?? 0 < Self.allCases.firstIndex(of: b) ?? 0
        }
    }

    /// What was looked at.
    enum Area: String, CaseIterable, Sendable {
        case secrets, database, durability, replication, schema, privileges, partitions, clock, signing, projections
        case deliveries, channels, disk, limits
    }

    var severity: Severity
    var area: Area
    /// What is wrong, in a sentence.
    var problem: String
    /// What happens if it stays so, in a sentence.
    var consequence: String
    /// The command or setting that mends it.
    var remedy: String

    init(_ severity: Severity, _ area: Area, _ problem: String, _ consequence: String, mend remedy: String) {
        self.severity = severity
        self.area = area
        self.problem = problem
        self.consequence = consequence
        self.remedy = remedy
    }
}
