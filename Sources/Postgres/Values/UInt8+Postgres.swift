// A byte is never a value by itself: it is here so that [UInt8] is a bytea, while [Int64] is an int8[] by the
// one conformance that Array can have.
extension UInt8: PostgresArrayEncodable, PostgresArrayDecodable {
    package static var postgresArrayType: PostgresType { .bytea }

    package static func encodePostgresArray(_ elements: [UInt8], into buffer: inout PostgresBuffer) {
        buffer.append(bytes: elements)
    }

    /// The binary form of text and JSON is readable as bytes, too.
    package static func readsPostgresArray(_ type: PostgresType) -> Bool {
        type == .bytea || String.readsPostgres(type)
    }

    package static func decodePostgresArray(
        _ bytes: RawSpan, type: PostgresType
    ) throws(PostgresDecodingError) -> [UInt8] {
        bytes.withUnsafeBytes { [UInt8]($0) }
    }
}
