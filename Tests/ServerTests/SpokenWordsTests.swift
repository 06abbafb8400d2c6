import Testing
import Vocabulary

@testable import Server

/// Recognising messages that have no id.
struct SpokenWordsTests {
    private static func words(_ text: String, _ minute: Int64, isInbound: Bool = true) -> SpokenWords {
        SpokenWords(
            isInbound: isInbound, text: text, at: Timestamp(microseconds: minute * 60_000_000 + 12_345_678))
    }

    private static let cases: [([SpokenWords], [SpokenWords], Set<Int>)] = [
        ([words("hi", 5)], [words("hi", 5)], [0] as Set<Int>), ([words("hi", 5)], [words(" hi\n", 5)], [0]),
        ([words("hi", 5)], [words("hi", 4)], [0]), ([words("hi", 5)], [words("hi", 6)], [0]),
        ([words("hi", 5)], [words("hi", 7)], []), ([words("hi", 5)], [words("ho", 5)], []),
        ([words("hi", 5)], [words("hi", 5, isInbound: false)], []), ([], [words("hi", 5)], []),
        // Each that is known accounts for one.
        ([words("ok", 5), words("ok", 5), words("ok", 5)], [words("ok", 5), words("ok", 5)], [0, 1]),
        // What stands in its own minute goes before what stands beside it.
        ([words("ok", 5), words("ok", 6)], [words("ok", 6)], [1]),
        ([words("ok", 5), words("ok", 6)], [words("ok", 6), words("ok", 4)], [0, 1]),
    ]

    @Test(arguments: cases)
    func `what is known`(messages: [SpokenWords], known: [SpokenWords], present: Set<Int>) {
        #expect(SpokenWords.present(messages, among: known) == present)
    }
}
