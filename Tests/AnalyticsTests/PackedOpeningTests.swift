import Postgres
import ProjectionTestSupport
import TestSupport
import Testing
import Vocabulary

@testable import Analytics

struct PackedOpeningTests {
    private static let longest: Int64 = 28 * 86_400_000_000

    private static func unpacked(_ bytes: [UInt8]) throws -> [Opening] {
        var (reader, openings) = (OpeningReader(bytes), [Opening]())
        while let opening = try reader.next() { openings.append(Opening(opening, channels: reader.channels)) }
        return openings
    }

    private static func opening(_ channel: String, position: Int64 = 7) -> Opening {
        Opening(
            openedAt: Timestamp(microseconds: Story.at(767.99).microseconds + 1), openedPosition: Position(position),
            channel: ChannelName(medium: "sms", channel: channel))
    }

    @Test(arguments: [MessageSent.Sender.Nature.human, .automation, .unknown, nil], [0, 1, longest, nil])
    func `an opening comes back as it was packed`(nature: MessageSent.Sender.Nature?, resolution: Int64?) throws {
        var opening = Self.opening("")
        opening.answer = nature.map {
            Opening.Answer(at: opening.openedAt.advanced(by: .seconds(5)), position: Position(3), nature: $0)
        }
        opening.resolvedAt = resolution.map { Timestamp(microseconds: opening.openedAt.microseconds + $0) }
        opening.resolvedPosition = resolution.map { Position(9 + $0) }
        #expect(try Self.unpacked([opening, opening].packed) == [opening, opening])
    }

    @Test func `openings of rows that are strung together keep their channels`() throws {
        let rows = [["a", "a", "b"], ["b", "a"], ["", "c"], ["a"]]
        let openings = rows.map { $0.map { Self.opening($0, position: .max) } }
        #expect(try Self.unpacked(openings.flatMap(\.packed)) == openings.flatMap(\.self))
        var reader = OpeningReader(openings.flatMap(\.packed))
        while try reader.next() != nil {}
        #expect(reader.channels.map(\.channel) == ["a", "b", "", "c"])
    }

    @Test func `channels are told apart however many they are`() throws {
        let names = (0..<40).map { "channel \($0 * 7 % 20)" }
        let openings = names.map { Self.opening($0) }
        #expect(try Self.unpacked(openings.packed) == openings)
        var reader = OpeningReader(openings.packed)
        while try reader.next() != nil {}
        #expect(reader.channels.map(\.channel) == Array(names.prefix(20)))
    }

    @Test(arguments: [Int64.min, -1, 0, 1, 63, 64, 127, 128, 1 << 27, -1 << 34, (1 << 55) - 1, 1 << 55, 1 << 56, .max])
    func `numbers come back as they were packed, in the middle and at the end`(number: Int64) throws {
        var bytes: [UInt8] = []
        bytes.append(packed: number)
        bytes.append(packed: UInt64(bitPattern: number))
        for rest in [[], [0xFF], [UInt8](repeating: 0xFF, count: 16)] {
            var reader = PackedReader(bytes + rest)
            #expect(try reader.signedNumber() == number)
            #expect(try reader.number() == UInt64(bitPattern: number))
            #expect(reader.offset == bytes.count)
        }
    }

    @Test func `bytes that nobody packed are refused, wherever they are cut or changed`() throws {
        var whole = Self.opening("channel")
        whole.answer = Opening.Answer(at: whole.openedAt, position: Position(8), nature: .human)
        let packed = [whole].packed
        for count in 1..<packed.count {
            #expect(throws: PostgresError.self) { try Self.unpacked(Array(packed.prefix(count))) }
        }
        // Without a channel, and with a number that has no end.
        #expect(throws: PostgresError.self) { try Self.unpacked([0, 2, 2]) }
        #expect(throws: PostgresError.self) { try Self.unpacked([0] + [UInt8](repeating: 0xFF, count: 20)) }
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<2000 {
            let noise = (0..<generator.below(60)).map { _ in UInt8(generator.below(256)) }
            _ = try? Self.unpacked(noise)
            try? PackedCounts(noise).forEachGroup({ $0 }) { _, _ in }
        }
    }
}
