package import Cryptography
package import Vocabulary

/// The header of an event as the Merkle tree sees it: RFC 8785 canonical JSON of strings and integers.
///
/// Members, in their canonical order: `actor`, `body` (SHA-256 of the sealed bytes, hex), `cause`, `conversation`, `id`, `kind`,
/// `occurred_at`, `position`, `recorded_at` (microseconds since the Unix epoch), `source`, `subject`, `tenant`. A member that an
/// event doesn't have is left out.
package enum CanonicalHeader {
    /// The canonical bytes.
    package static func bytes(of header: EventHeader, bodyDigest: Hash256) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(512)
        text.append(contentsOf: #"{"actor":"#.utf8)
        JSON.append(header.actor.description, to: &text)
        text.append(contentsOf: #","body":""#.utf8)
        text.append(contentsOf: bodyDigest.hex.utf8)
        if let cause = header.cause {
            text.append(contentsOf: #"","cause":"#.utf8)
            text.append(contentsOf: cause.description.utf8)
            text.append(contentsOf: #",""#.utf8)
        } else {
            text.append(contentsOf: #"",""#.utf8)
        }
        if let conversation = header.conversation {
            text.append(contentsOf: #"conversation":""#.utf8)
            conversation.appendText(to: &text)
            text.append(contentsOf: #"",""#.utf8)
        }
        text.append(contentsOf: #"id":""#.utf8)
        header.id.appendText(to: &text)
        // Kind, source and tenant hold nothing that JSON would escape.
        text.append(contentsOf: #"","kind":""#.utf8)
        text.append(contentsOf: header.kind.rawValue.utf8)
        text.append(contentsOf: #"","occurred_at":"#.utf8)
        text.append(contentsOf: String(header.occurredAt.microseconds).utf8)
        text.append(contentsOf: #","position":"#.utf8)
        text.append(contentsOf: header.position.description.utf8)
        text.append(contentsOf: #","recorded_at":"#.utf8)
        text.append(contentsOf: String(header.recordedAt.microseconds).utf8)
        text.append(contentsOf: #","source":""#.utf8)
        text.append(contentsOf: header.source.rawValue.utf8)
        text.append(contentsOf: #"","subject":""#.utf8)
        header.subject.appendText(to: &text)
        text.append(contentsOf: #"","tenant":""#.utf8)
        text.append(contentsOf: header.tenant.description.utf8)
        text.append(contentsOf: #""}"#.utf8)
        return text
    }
}
