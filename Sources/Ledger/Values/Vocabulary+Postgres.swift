package import Postgres
package import Vocabulary

extension Position: PostgresValue {
    package static var postgresType: PostgresType { .int8 }

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        rawValue.encodePostgres(into: &buffer)
    }

    package static func readsPostgres(_ type: PostgresType) -> Bool { Int64.readsPostgres(type) }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        self.init(try Int64(postgres: bytes, type: type))
    }
}

extension Timestamp: PostgresValue {
    package static var postgresType: PostgresType { .timestamptz }

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        PostgresTimestamp(microseconds: microseconds).encodePostgres(into: &buffer)
    }

    package static func readsPostgres(_ type: PostgresType) -> Bool { PostgresTimestamp.readsPostgres(type) }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        self.init(microseconds: try PostgresTimestamp(postgres: bytes, type: type).microseconds)
    }
}

/// A value that is stored as the text that it prints.
package protocol PostgresText: PostgresValue, LosslessStringConvertible {}

extension PostgresText {
    package static var postgresType: PostgresType { .text }

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        description.encodePostgres(into: &buffer)
    }

    package static func readsPostgres(_ type: PostgresType) -> Bool { String.readsPostgres(type) }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        guard let value = Self(try String(postgres: bytes, type: type)) else { throw .outOfRange }
        self = value
    }
}

extension TenantID: PostgresText {}
extension Actor: PostgresText {}
// These two are raw values of text, for which the driver has all that they need.
extension EventKind: PostgresValue {}
extension Source: PostgresValue {}
