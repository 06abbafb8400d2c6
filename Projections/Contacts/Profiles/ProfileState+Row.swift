package import Postgres
package import ProjectionEngine
import Vocabulary

extension ProfileState: RowPart {
    package static let columns = [
        "card", "first_seen_at", "active_at", "last_inbound_at", "last_outbound_at", "media", "media_at", "name",
        "phone", "email", "type", "tags", "words",
    ]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(String(decoding: card.json.serialized(), as: UTF8.self))
        try row.write(firstSeenAt)
        try row.write(activeAt)
        try row.write(lastInboundAt)
        try row.write(lastOutboundAt)
        let media = media.sorted { $0.key < $1.key }
        try row.write(media.map(\.key))
        try row.write(media.map(\.value))
        try row.write(card[.name])
        try row.write(card[.phone])
        try row.write(card[.email])
        try row.write(card.type.rawValue)
        try row.write(card.tags.present)
        try row.write(SearchWords(card).words)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        let text = try row.next(String.self)
        // What was read from a delivery lies a little deeper here than it did there.
        guard let json = try? JSON(parsing: Array(text.utf8), depthLimit: JSON.depthLimit + 8),
            let card = ContactCard(json: json)
        else { throw PostgresError(.decoding, "a contact's card isn't one that this version wrote") }
        self.card = card
        firstSeenAt = try row.next()
        activeAt = try row.next()
        lastInboundAt = try row.next()
        lastOutboundAt = try row.next()
        let names = try row.next([String].self)
        let times = try row.next([Timestamp].self)
        media = Dictionary(zip(names, times)) { max($0, $1) }
        row.skip(6)
    }
}
