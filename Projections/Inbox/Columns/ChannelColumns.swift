import Postgres
import ProjectionEngine
import Vocabulary

extension Channel {
    static let columns = ["medium", "channel_id", "channel_name", "channel_address"]

    /// This channel, with what it doesn't say taken from one that was known before.
    func filled(from known: Channel?) -> Channel {
        guard let known, known.medium == medium, id == nil || known.id == nil || id == known.id else { return self }
        return Channel(
            medium: medium, id: id ?? known.id, name: name ?? known.name, address: address ?? known.address)
    }

    static func write(_ channel: Channel?, to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(channel?.medium.description)
        try row.write(channel?.id)
        try row.write(channel?.name)
        try row.write(channel?.address)
    }

    static func read(from row: inout RowReader) throws(PostgresError) -> Channel? {
        let medium = try row.next(String?.self)
        let id = try row.next(String?.self)
        let name = try row.next(String?.self)
        let address = try row.next(String?.self)
        return medium.map { Channel(medium: Medium($0), id: id, name: name, address: address) }
    }
}
