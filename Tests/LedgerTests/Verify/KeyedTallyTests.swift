import Testing

@testable import Ledger

struct KeyedTallyTests {
    /// vectors_sip64 of the reference implementation (github.com/veorq/SipHash): key 00 01 … 0f, inputs of 00 01 02 ….
    @Test(
        arguments: [
            (0, 0x726f_db47_dd0e_0e31), (1, 0x74f8_39c5_93dc_67fd), (7, 0xab02_00f5_8b01_d137),
            (8, 0x93f5_f579_9a93_2462), (15, 0xa129_ca61_49be_45e5), (16, 0x3f2a_cc7f_57c2_9bdb),
        ] as [(Int, UInt64)])
    func `SipHash has the reference implementation's values`(count: Int, expected: UInt64) {
        let input = (0..<UInt8(count)).map { $0 }
        let hash = SipHash(key: (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908))
        #expect(input.withUnsafeBytes { hash.finish($0) } == expected)
        var parts = SipHash(key: (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908))
        if count >= 8 {
            parts.add(0x0706_0504_0302_0100)
            #expect(input[8...].withUnsafeBytes { parts.finish($0) } == expected)
        }
    }

    private static func tally(_ things: [(String, UInt8, Int64)], _ key: KeyedTally.Key) -> KeyedTally {
        var tally = KeyedTally()
        for (tenant, id, position) in things {
            Array(tenant.utf8).withUnsafeBytes { tenant in
                [UInt8](repeating: id, count: 16).withUnsafeBytes { id in
                    tally.add(tenant: tenant, id: id, position: position, key: key)
                }
            }
        }
        return tally
    }

    @Test func `the order doesn't matter, and everything else does`() {
        let key = KeyedTally.Key()
        let things: [(String, UInt8, Int64)] = [("a", 1, 1), ("a", 2, 2), ("b", 3, 3)]
        let tally = Self.tally(things, key)
        #expect(Self.tally(things.reversed(), key) == tally)
        #expect(Self.tally(things, KeyedTally.Key()) != tally)
        let others: [[(String, UInt8, Int64)]] = [
            [], [("a", 1, 1), ("a", 2, 2)], [("a", 1, 2), ("a", 2, 1), ("b", 3, 3)],
            [("a", 1, 1), ("a", 2, 2), ("b", 3, 4)],
            [("a", 1, 1), ("a", 2, 2), ("c", 3, 3)], [("a", 1, 1), ("a", 2, 2), ("b", 4, 3)], things + [("b", 3, 3)],
        ]
        for other in others { #expect(Self.tally(other, key) != tally, "\(other)") }
    }
}
