extension Bool: PostgresValue {
    package static var postgresType: PostgresType { .bool }

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        buffer.append(UInt8(self ? 1 : 0))
    }

    package static func readsPostgres(_ type: PostgresType) -> Bool {
        type == .bool || type == .unspecified
    }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        guard bytes.byteCount == 1 else { throw .malformed }
        self = try bytes.bigEndian(UInt8.self, at: 0) != 0
    }
}
