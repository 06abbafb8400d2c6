import Cryptography
import Ledger
import MerkleLog
import TestSupport
import Testing
import Vocabulary

struct CanonicalHeaderTests {
    private static let header = EventHeader(
        position: Position(7), id: EventID("01234567-89ab-8def-8123-456789abcdef") ?? EventID(high: 0, low: 0),
        tenant: .default, kind: .messageReceived, source: .twilio,
        subject: SubjectID("fedcba98-7654-8210-8edc-ba9876543210") ?? SubjectID(high: 0, low: 0),
        conversation: ConversationID("00112233-4455-8677-8899-aabbccddeeff"), actor: .provider(.twilio),
        cause: Position(3), occurredAt: Timestamp(microseconds: 1_736_942_400_000_000),
        recordedAt: Timestamp(microseconds: 1_736_942_400_123_456))

    /// Made with Python: `json.dumps(header, separators=(",", ":"), sort_keys=True)`, and hashlib over 0x00 and that.
    @Test func `the bytes and their leaf hash are pinned`() {
        let bytes = CanonicalHeader.bytes(of: Self.header, bodyDigest: .zero)
        let zeroes = String(repeating: "0", count: 64)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == """
                {"actor":"provider:twilio","body":"\(zeroes)","cause":3,\
                "conversation":"00112233-4455-8677-8899-aabbccddeeff","id":"01234567-89ab-8def-8123-456789abcdef",\
                "kind":"message.received","occurred_at":1736942400000000,"position":7,"recorded_at":1736942400123456,\
                "source":"twilio","subject":"fedcba98-7654-8210-8edc-ba9876543210","tenant":"default"}
                """)
        #expect(
            MerkleTree.leafHash(bytes).hex == "3bf82125cc8063e28e7f89b3165105c1aaf810595d846c15c72105ec796000a8")
    }

    @Test func `any header is the canonical JSON of its members`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let header = Self.random(using: &generator)
            let digest = SHA256.hash([UInt8](String(generator.next()).utf8))
            let expected = try JSON.object(Self.members(of: header, digest)).canonical()
            #expect(CanonicalHeader.bytes(of: header, bodyDigest: digest) == expected, "seed \(seed)")
        }
    }

    private static func members(of header: EventHeader, _ digest: Hash256) -> JSONObject {
        var members: JSONObject = [
            "tenant": .string(header.tenant.description), "subject": .string(header.subject.description),
            "source": .string(header.source.rawValue), "recorded_at": .integer(header.recordedAt.microseconds),
            "position": .integer(header.position.rawValue), "occurred_at": .integer(header.occurredAt.microseconds),
            "kind": .string(header.kind.rawValue), "id": .string(header.id.description), "body": .string(digest.hex),
            "actor": .string(header.actor.description),
        ]
        members["conversation"] = header.conversation.map { .string($0.description) }
        members["cause"] = header.cause.map { .integer($0.rawValue) }
        return members
    }

    private static func random(using generator: inout SeededGenerator) -> EventHeader {
        func identifier<Tag>() -> UUIDIdentifier<Tag> { UUIDIdentifier(high: generator.next(), low: generator.next()) }
        func time() -> Timestamp { Timestamp(microseconds: .random(in: JSON.exactIntegers, using: &generator)) }
        // What RFC 8785 escapes, and what it doesn't.
        let names = ["a", "\"\\/", "\u{0}\u{8}\n\u{1f}\u{7f}", "ü€😀\u{2028}", "<&>"]
        let name = names[Int.random(in: names.indices, using: &generator)]
        let actors: [Actor] = [
            .system, .provider(.respondIO), .pipeline(version: name), .key(id: name), .user(id: name),
        ]
        return EventHeader(
            position: Position(.random(in: 0...JSON.exactIntegers.upperBound, using: &generator)), id: identifier(),
            tenant: TenantID("t-\(generator.next())") ?? .default,
            kind: EventKind.allCases.randomElement(using: &generator) ?? .noteAdded,
            source: Source.allCases.randomElement(using: &generator) ?? .daybook, subject: identifier(),
            conversation: Bool.random(using: &generator) ? identifier() : nil,
            actor: actors[Int.random(in: actors.indices, using: &generator)],
            cause: Bool.random(using: &generator) ? Position(.random(in: 0...1000, using: &generator)) : nil,
            occurredAt: time(), recordedAt: time())
    }
}
