import Testing
import Vocabulary

@testable import Daybook

/// How findings are told.
struct DoctorReportTests {
    private static let note = Finding(.note, .disk, "It can't be seen.", "It may fill.", mend: "watch it")
    private static let error = Finding(.error, .durability, "fsync is off.", "Events are lost.", mend: "turn it on")

    @Test func `the worst stands first, each with what happens and what mends it`() {
        let report = DoctorReport([Self.note, Self.error], areas: [.secrets])
        #expect(!report.isHealthy)
        #expect(
            report.text == """
                ERROR    durability: fsync is off.
                         Events are lost.
                         mend: turn it on

                NOTE     disk: It can't be seen.
                         It may fill.
                         mend: watch it

                looked at: secrets, durability, disk
                not looked at: database, replication, schema, privileges, partitions, clock, signing, projections, deliveries, channels, limits
                1 error, 1 note
                """)
    }

    @Test func `notes alone are health, and nothing at all is said so`() {
        #expect(DoctorReport([Self.note], areas: []).isHealthy)
        let report = DoctorReport([], areas: Set(Finding.Area.allCases))
        #expect(report.isHealthy)
        #expect(report.text.hasSuffix("\nNothing is wrong."))
        #expect(!report.text.contains("not looked at"))
    }

    @Test func `a program gets the same`() {
        let json = DoctorReport([Self.note, Self.error], areas: []).json
        #expect(json["errors"] == 1)
        #expect(json["warnings"] == 0)
        #expect(json["notes"] == 1)
        #expect(json["findings"]?.array?.first?["remedy"] == "turn it on")
        #expect(json["findings"]?.array?.first?["severity"] == "error")
    }
}
