package import Postgres
package import Vocabulary

extension Position: PostgresEncodable, PostgresDecodable, PostgresArrayEncodable, PostgresArrayDecodable {
    package static var postgresType: PostgresType { .int8 }

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        rawValue.encodePostgres(into: &buffer)
    }

    package static func readsPostgres(_ type: PostgresType) -> Bool { Int64.readsPostgres(type) }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        self.init(try Int64(postgres: bytes, type: type))
    }
}

extension Timestamp: PostgresEncodable, PostgresDecodable, PostgresArrayEncodable, PostgresArrayDecodable {
    package static var postgresType: PostgresType { .timestamptz }

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        PostgresTimestamp(microseconds: microseconds).encodePostgres(into: &buffer)
    }

    package static func readsPostgres(_ type: PostgresType) -> Bool { PostgresTimestamp.readsPostgres(type) }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        self.init(microseconds: try PostgresTimestamp(postgres: bytes, type: type).microseconds)
    }
}

extension TenantID: PostgresEncodable, PostgresDecodable, PostgresArrayEncodable, PostgresArrayDecodable {
    package static var postgresType: PostgresType { .text }

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        description.encodePostgres(into: &buffer)
    }

    package static func readsPostgres(_ type: PostgresType) -> Bool { String.readsPostgres(type) }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        guard let tenant = TenantID(try String(postgres: bytes, type: type)) else { throw .outOfRange }
        self = tenant
    }
}

// Kinds and sources are raw values of text, which is all that these need.
extension EventKind: PostgresEncodable, PostgresDecodable, PostgresArrayEncodable, PostgresArrayDecodable {}
extension Source: PostgresEncodable, PostgresDecodable, PostgresArrayEncodable, PostgresArrayDecodable {}

extension Actor: PostgresEncodable, PostgresDecodable, PostgresArrayEncodable, PostgresArrayDecodable {
    package static var postgresType: PostgresType { .text }

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        description.encodePostgres(into: &buffer)
    }

    package static func readsPostgres(_ type: PostgresType) -> Bool { String.readsPostgres(type) }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        guard let actor = Actor(try String(postgres: bytes, type: type)) else { throw .outOfRange }
        self = actor
    }
}
