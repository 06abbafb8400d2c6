import MerkleLog
import TestSupport
import Testing

struct EntryBundleTests {
    @Test func `entries follow their lengths`() throws {
        #expect(try EntryBundle.encode([]) == [])
        #expect(try EntryBundle.encode([[7, 8, 9], [], [1]]) == [0, 3, 7, 8, 9, 0, 0, 0, 1, 1])
        let long = [UInt8](repeating: 5, count: 65_535)
        #expect(try EntryBundle.encode([long]).prefix(3) == [0xff, 0xff, 5])
    }

    @Test func `a bundle is read back`() throws {
        var random = SeededGenerator()
        for _ in 0..<50 {
            let entries = (0..<Int.random(in: 0...256, using: &random)).map { _ in
                (0..<Int.random(in: 0...400, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            }
            let bundle = try EntryBundle.encode(entries)
            #expect(try EntryBundle.decode(bundle, count: entries.count) == entries, random.comment)
        }
    }

    @Test func `an entry too long for its length is refused`() {
        expectError(.malformedEntries) { try EntryBundle.encode([[UInt8](repeating: 0, count: 65_536)]) }
    }

    @Test(
        arguments: [
            ([0], 1), ([0, 1], 1), ([0, 2, 9], 1), ([0, 1, 9, 0], 1), ([0, 1, 9], 0), ([0, 1, 9], 2), ([], 1),
        ] as [([UInt8], Int)])
    func `a bundle cut short, or of another number of entries, is refused`(bytes: [UInt8], count: Int) {
        expectError(.malformedEntries) { try EntryBundle.decode(bytes, count: count) }
    }
}
