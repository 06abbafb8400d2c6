import Testing

@testable import Daybook

/// What is made of the triggers and privileges that keep the ledger.
struct GuardCheckTests {
    private static let sound = GuardCheck(
        tables: [.init(name: "events", refusesUpdate: true, refusesDelete: true, refusesTruncate: true)], rights: [],
        login: "daybook", loginCanDropGuards: false, closedRoles: [])

    @Test func `nothing is found where all are in place`() {
        #expect(Self.sound.findings == [])
    }

    @Test func `a table without its triggers is an error that names what it takes`() {
        var check = Self.sound
        check.tables[0].refusesDelete = false
        check.tables[0].refusesTruncate = false
        #expect(check.findings.map(\.severity) == [.error])
        #expect(check.findings[0].problem == "No trigger refuses DELETE, TRUNCATE on events.")
        #expect(check.findings[0].remedy.contains("ALTER TABLE events ENABLE TRIGGER ALL"))
    }

    @Test func `a right too many is revoked, one that lacks is granted`() {
        var check = Self.sound
        check.rights = [
            .init(role: "daybook_writer", table: "events", privilege: "DELETE", isGranted: true),
            .init(role: "daybook_writer", table: "tiles", privilege: "INSERT", isGranted: false),
        ]
        #expect(check.findings.map(\.severity) == [.error, .error])
        #expect(check.findings[0].remedy.contains("REVOKE DELETE ON events FROM daybook_writer"))
        #expect(check.findings[1].remedy.contains("GRANT INSERT ON tiles TO daybook_writer"))
    }

    @Test func `a login that can't take on a role is an error, one that may do anything a note`() {
        var check = Self.sound
        check.closedRoles = ["daybook_writer"]
        check.loginCanDropGuards = true
        #expect(check.findings.map(\.severity) == [.error, .note])
        #expect(check.findings[0].remedy.contains("GRANT daybook_writer TO \"daybook\""))
    }
}
