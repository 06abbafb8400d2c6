import Cryptography
import MerkleLog
import Vocabulary

/// Writes canonical headers (`CanonicalHeader`) straight from rows, into one buffer that is used again for every event.
struct RawHeader: Sendable {
    private var actors = KnownTexts { Actor($0).map { Self.json($0.description) } }
    private var kinds = KnownTexts { EventKind($0).map { Self.json($0.rawValue) } }
    private var sources = KnownTexts { Source($0).map { Self.json($0.rawValue) } }
    private var tenants = KnownTexts { TenantID($0).map { Self.json($0.description) } }
    private var buffer: [UInt8] = []

    /// What a header takes beside its texts: names and punctuation, a digest, three UUIDs and four integers.
    private static let fixedSize = 640

    /// The leaf hash of an event; `nil` when one of its texts isn't of the vocabulary.
    mutating func leafHash(of event: borrowing EventCells) -> Hash256? {
        withBytes(of: event) { MerkleTree.leafHash($0) }
    }

    /// Lends an event's canonical header; `nil` when one of its texts isn't of the vocabulary.
    mutating func withBytes<R>(of event: borrowing EventCells, _ body: (UnsafeRawBufferPointer) -> R) -> R? {
        guard let actor = actors.value(of: event.actor), let kind = kinds.value(of: event.kind),
            let source = sources.value(of: event.source), let tenant = tenants.value(of: event.tenant)
        else { return nil }
        let size = Self.fixedSize + actor.count + kind.count + source.count + tenant.count
        if buffer.count < size { buffer = [UInt8](repeating: 0, count: size) }
        let digest = SHA256.hash(event.body)
        return buffer.withUnsafeMutableBytes { buffer in
            var text = HeaderText(buffer)
            text.add(#"{"actor":"#)
            text.add(actor)
            text.add(#","body":""#)
            digest.withUnsafeBytes { text.add(hex: $0) }
            text.add(#"""#)
            if let cause = event.cause {
                text.add(#","cause":"#)
                text.add(cause)
            }
            if let conversation = event.conversation {
                text.add(#","conversation":"#)
                text.add(uuid: conversation)
            }
            text.add(#","id":"#)
            text.add(uuid: event.id)
            text.add(#","kind":"#)
            text.add(kind)
            text.add(#","occurred_at":"#)
            text.add(event.occurredAt)
            text.add(#","position":"#)
            text.add(event.position)
            text.add(#","recorded_at":"#)
            text.add(event.recordedAt)
            text.add(#","source":"#)
            text.add(source)
            text.add(#","subject":"#)
            text.add(uuid: event.subject)
            text.add(#","tenant":"#)
            text.add(tenant)
            text.add("}")
            return body(text.bytes)
        }
    }

    private static func json(_ text: String) -> [UInt8] {
        var json: [UInt8] = []
        JSON.append(text, to: &json)
        return json
    }
}
