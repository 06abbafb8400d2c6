import Cryptography
import Ledger
import MerkleLog
import Testing
import Vocabulary

struct VerifiedHistoryTests {
    private static func history(_ size: Int) -> VerifiedHistory {
        var edge = CompactRange()
        for number in 0..<size { edge.append(SHA256.hash(Array("\(number)".utf8))) }
        return VerifiedHistory(
            edge: edge, lastTime: size == 0 ? nil : Timestamp(microseconds: 1_736_942_400_123_456))
    }

    @Test(arguments: [0, 1, 2, 300, 1023])
    func `text that was written is read back`(size: Int) throws {
        let history = Self.history(size)
        #expect(try VerifiedHistory(parsing: history.text(origin: "log.example"), origin: "log.example") == history)
        #expect(try VerifiedHistory(parsing: history.text(origin: nil), origin: "log.example") == history)
        #expect(try VerifiedHistory(parsing: history.text(origin: "log.example")) == history)
    }

    @Test func `it begins as a checkpoint does`() throws {
        let history = Self.history(3)
        let lines = try history.text(origin: "log.example").split(separator: "\n").map(String.init)
        let hashes = history.edge.hashes.map(\.base64)
        #expect(
            lines == [
                "log.example", "3", history.root.base64, "recorded 2025-01-15T12:00:00.123456Z", "edge \(hashes[0])",
                "edge \(hashes[1])",
            ])
    }

    @Test func `anything else is refused`() throws {
        let text = try Self.history(3).text(origin: "log.example")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var others = ["", "\n", "log.example\n3\n", String(text.dropLast()), text + "edge x\n", text + "more\n"]
        for index in lines.indices.dropLast() {
            var fewer = lines
            fewer.remove(at: index)
            if index != 3 { others.append(fewer.joined(separator: "\n")) }
            var other = lines
            other[index] = index == 1 ? "4" : "x"
            if index != 0 { others.append(other.joined(separator: "\n")) }
        }
        for other in others {
            #expect(throws: LedgerError.self, "\(other)") { try VerifiedHistory(parsing: other) }
        }
        #expect(throws: LedgerError.self) { try VerifiedHistory(parsing: text, origin: "other.example") }
    }
}
