import Testing

@testable import Daybook

/// What is made of a database's standbys.
struct ReplicationCheckTests {
    private static func standby(_ mode: String?, lag: Int64? = 0) -> ReplicationCheck.Standby {
        ReplicationCheck.Standby(name: "db2", mode: mode, lag: lag)
    }

    private static func check(
        isStandby: Bool = false, names: String = "", archives: Bool = true, _ standbys: [ReplicationCheck.Standby] = [],
        slots: [ReplicationCheck.IdleSlot] = []
    ) -> [Finding.Severity] {
        ReplicationCheck(
            isStandby: isStandby, synchronousNames: names, archives: archives, standbys: standbys, idleSlots: slots
        ).findings.map(\.severity)
    }

    @Test func `a standby in the primary's place is an error, and all that is said`() {
        #expect(Self.check(isStandby: true, names: "db2", archives: false) == [.error])
    }

    @Test func `commits that wait for nobody are an error`() {
        #expect(Self.check(names: "db2") == [.error])
        #expect(Self.check(names: "db2", [Self.standby("async")]) == [.error])
        #expect(Self.check(names: "db2", [Self.standby("potential")]) == [.error])
        for mode in ["sync", "quorum", nil] { #expect(Self.check(names: "db2", [Self.standby(mode)]) == []) }
    }

    @Test func `a standby that lags is a warning`() {
        #expect(Self.check([Self.standby("async", lag: 64 << 20)]) == [])
        #expect(Self.check([Self.standby("async", lag: 65 << 20)]) == [.warning])
        #expect(Self.check([Self.standby("async", lag: nil)]) == [])
    }

    @Test func `a slot that nobody reads is a warning once much is kept for it`() {
        #expect(Self.check(slots: [.init(name: "old", kept: 1 << 30)]) == [])
        #expect(Self.check(slots: [.init(name: "old", kept: 2 << 30)]) == [.warning])
    }

    @Test(arguments: [
        (nil as String?, 5 as Int64?, 5 as Int64?, [] as [Finding.Severity]), (nil, 5, 20_005, []),
        (nil, 5, 20_006, [.warning]), (nil, nil, 20_006, []), (nil, 5, nil, []), ("refused", nil, 5, [.error]),
    ])
    func `a replica for reads`(complaint: String?, size: Int64?, primary: Int64?, found: [Finding.Severity]) {
        let check = ReplicaCheck(complaint: complaint, size: size, primarySize: primary)
        #expect(check.findings.map(\.severity) == found)
    }

    @Test func `neither standby nor archive is a note`() {
        #expect(Self.check(archives: false) == [.note])
        #expect(Self.check(archives: false, [Self.standby("async")]) == [])
    }
}
