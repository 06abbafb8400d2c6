import Testing
import Vocabulary

@testable import Analytics

struct PackedOpeningTests {
    private static let longest: Int64 = 28 * 86_400_000_000

    @Test(arguments: [MessageSent.Sender.Nature.human, .automation, .unknown, nil], [0, 1, longest, nil])
    func `an opening comes back as it was packed`(nature: MessageSent.Sender.Nature?, resolution: Int64?) throws {
        var opening = Opening(
            openedAt: Timestamp(microseconds: Story.at(767.99).microseconds + 1), openedPosition: Position(7),
            channel: ChannelName(medium: "sms", channel: ""))
        opening.answer = nature.map {
            Opening.Answer(at: opening.openedAt.advanced(by: .seconds(5)), position: Position(9), nature: $0)
        }
        opening.resolvedAt = resolution.map { Timestamp(microseconds: opening.openedAt.microseconds + $0) }
        let bytes = [opening, opening].packed
        #expect(bytes.count == 32)
        let packed = try #require(PackedOpening(bytes, at: 16))
        #expect(packed == PackedOpening(opening))
        #expect(packed.quarter == 3071)
        #expect(packed.nature == nature)
        #expect(packed.response == nature.map { _ in 5_000_000 })
        #expect(packed.resolution == resolution)
    }

    @Test func `16 bytes of ones are no opening`() {
        #expect(PackedOpening([UInt8](repeating: 0xFF, count: 16), at: 0) == nil)
    }
}
