extension Array: PostgresEncodable where Element: PostgresArrayEncodable {
    package static var postgresType: PostgresType { Element.postgresArrayType }

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        Element.encodePostgresArray(self, into: &buffer)
    }
}

extension Array: PostgresDecodable where Element: PostgresArrayDecodable {
    package static func readsPostgres(_ type: PostgresType) -> Bool {
        Element.readsPostgresArray(type)
    }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        self = try Element.decodePostgresArray(bytes, type: type)
    }
}

// bytea[], for columns of bodies and digests.
extension Array: PostgresArrayEncodable where Element == UInt8 {}
extension Array: PostgresArrayDecodable where Element == UInt8 {}
