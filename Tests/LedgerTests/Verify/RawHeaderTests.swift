import Cryptography
import MerkleLog
import TestSupport
import Testing
import Vocabulary

@testable import Ledger

struct RawHeaderTests {
    /// The header of an event, written from its row.
    private static func bytes(_ header: inout RawHeader, of event: StoredEvent) throws -> [UInt8]? {
        try CopyRows.withCells(of: event) { cells in
            let event = try EventCells(&cells)
            return header.withBytes(of: event) { Array($0) }
        }
    }

    @Test func `what is written from a row is the canonical header`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        var header = RawHeader()
        for _ in 0..<2000 {
            let event = Self.random(using: &generator)
            #expect(try Self.bytes(&header, of: event) == event.entry, "seed \(seed)")
        }
    }

    @Test func `extremes of time are the integers that are stored`() throws {
        var header = RawHeader()
        var event = CopyRows.events(0..<1)[0]
        for time in [Int64.min, -1, 0, 9, 10, 99, .max] {
            event.header.occurredAt = Timestamp(microseconds: time)
            let text = try #require(try Self.bytes(&header, of: event))
            #expect(String(decoding: text, as: UTF8.self).contains("\"occurred_at\":\(time),"))
        }
    }

    private static func random(using generator: inout SeededGenerator) -> StoredEvent {
        func identifier<Tag>() -> UUIDIdentifier<Tag> { UUIDIdentifier(high: generator.next(), low: generator.next()) }
        func time() -> Timestamp { Timestamp(microseconds: .random(in: JSON.exactIntegers, using: &generator)) }
        let names = ["a", "\"\\/", "\u{1}\u{8}\n\u{1f}\u{7f}", "ü€😀\u{2028}", "<&>", "\(generator.next())"]
        let name = names[Int.random(in: names.indices, using: &generator)]
        let actors: [Actor] = [
            .system, .provider(.respondIO), .pipeline(version: name), .key(id: name), .user(id: name),
        ]
        let header = EventHeader(
            position: Position(.random(in: 0...JSON.exactIntegers.upperBound, using: &generator)), id: identifier(),
            tenant: TenantID("t-\(generator.next() % 1000)") ?? .default,
            kind: EventKind.allCases.randomElement(using: &generator) ?? .noteAdded,
            source: Source.allCases.randomElement(using: &generator) ?? .daybook, subject: identifier(),
            conversation: Bool.random(using: &generator) ? identifier() : nil,
            actor: actors[Int.random(in: actors.indices, using: &generator)],
            cause: Bool.random(using: &generator) ? Position(.random(in: 0...1000, using: &generator)) : nil,
            occurredAt: time(), recordedAt: time())
        let body = (0..<Int.random(in: 0..<100, using: &generator)).map { UInt8(truncatingIfNeeded: $0) }
        return StoredEvent(header: header, body: body, leaf: .zero)
    }
}
