import Ledger
import Testing

@testable import Daybook

/// What each check of `daybook doctor` makes of what was seen.
struct CheckTests {
    @Test(arguments: [
        (Duration.zero, Duration.zero, nil as Duration?, [] as [Finding.Severity]),
        (.seconds(1), .zero, nil, []), (.seconds(3), .zero, nil, [.warning]), (.seconds(-3), .zero, nil, [.warning]),
        (.seconds(61), .zero, nil, [.error]), (.seconds(-61), .zero, nil, [.error]),
        // What a slow answer can explain is no difference.
        (.seconds(3), .seconds(4), nil, []), (.zero, .zero, .seconds(-3600), []), (.zero, .zero, .seconds(1), []),
        (.zero, .zero, .seconds(30), [.warning]), (.zero, .zero, .seconds(3600), [.error]),
        (.seconds(5), .zero, .seconds(5), [.warning, .warning]),
    ])
    func `clocks`(ahead: Duration, roundTrip: Duration, lastEvent: Duration?, found: [Finding.Severity]) {
        let check = ClockCheck(ahead: ahead, roundTrip: roundTrip, lastEventAhead: lastEvent)
        #expect(check.findings.map(\.severity) == found)
    }

    @Test(arguments: [
        (Int64(0), Int64(1024), [] as [Finding.Severity]), (700, 1024, []), (768, 1024, []), (769, 1024, [.warning]),
        (1023, 1024, [.warning]), (1024, 1024, [.error]), (5000, 1024, [.error]),
    ])
    func `partitions`(size: Int64, end: Int64, found: [Finding.Severity]) {
        let findings = PartitionCheck(size: size, end: end, partitionSize: 1024).findings
        #expect(findings.map(\.severity) == found)
        #expect(findings.allSatisfy { $0.remedy.contains("make_event_partitions(\(size))") })
    }

    @Test(arguments: [
        (nil as Int?, [] as [Finding.Severity]), (1_048_576, []), (FileLimitCheck.needed, []),
        (FileLimitCheck.needed - 1, [.warning]), (1024, [.warning]), (256, [.error]),
    ])
    func `open files`(maximum: Int?, found: [Finding.Severity]) {
        #expect(FileLimitCheck(maximum: maximum).findings.map(\.severity) == found)
    }

    private static let gibibyte: Int64 = 1 << 30

    @Test(arguments: [
        (nil as DiskCheck.Room?, [Finding.Severity.note]),
        (DiskCheck.Room(free: 50 * gibibyte, total: 100 * gibibyte), []),
        (DiskCheck.Room(free: 9 * gibibyte, total: 100 * gibibyte), [.warning]),
        (DiskCheck.Room(free: gibibyte, total: 4 * gibibyte), [.warning]),
        (DiskCheck.Room(free: gibibyte, total: 100 * gibibyte), [.error]),
        (DiskCheck.Room(free: 0, total: 4 * gibibyte), [.error]),
    ])
    func `disk`(room: DiskCheck.Room?, found: [Finding.Severity]) {
        #expect(DiskCheck(databaseSize: 1, room: room).findings.map(\.severity) == found)
    }

    private static func projection(
        lag: Int64 = 0, age: Duration = .zero, version: Int32 = 2, current: Int32? = 2, failure: String? = nil
    ) -> ProjectionCheck {
        ProjectionCheck(name: "inbox", version: version, current: current, lag: lag, age: age, failure: failure)
    }

    @Test(arguments: [
        (projection(), [] as [Finding.Severity]), (projection(lag: 50_000, age: .seconds(5)), []),
        (projection(lag: 1, age: .seconds(90)), [.warning]), (projection(lag: 1, age: .seconds(900)), [.error]),
        (projection(version: 1), [.warning]), (projection(current: nil), [.note]),
        (projection(failure: "it can't be folded"), [.error]),
    ])
    func `projections`(check: ProjectionCheck, found: [Finding.Severity]) {
        #expect(check.findings.map(\.severity) == found)
    }

    @Test(arguments: [
        (CheckpointStanding.unsigned, Int64(0), nil as Duration?, [] as [Finding.Severity]),
        (.unsigned, 5, nil, [.warning]), (.consistent(5), 5, .seconds(86_400), []),
        (.consistent(4), 5, .seconds(10), []), (.consistent(4), 5, .seconds(301), [.warning]),
        (.foreign("another key"), 5, .zero, [.error]), (.rolledBack(9), 5, .zero, [.error]),
        (.rewritten(4), 5, .zero, [.error]),
    ])
    func `signing`(standing: CheckpointStanding, size: Int64, age: Duration?, found: [Finding.Severity]) {
        let findings = SigningCheck(standing: standing, size: size, age: age).findings
        #expect(findings.map(\.severity) == found)
    }

    @Test func `deliveries that nobody could read are a warning, contradictions a note`() {
        var check = DeliveryCheck(window: 100, quarantined: 0, conflicted: 0, first: nil)
        #expect(check.findings == [])
        check = DeliveryCheck(window: 100, quarantined: 2, conflicted: 1, first: 7)
        #expect(check.findings.map(\.severity) == [.warning, .note])
        #expect(check.findings[0].remedy.contains("daybook quarantine retry --all"))
    }
}
