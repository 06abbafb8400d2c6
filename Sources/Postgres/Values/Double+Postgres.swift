extension Double: PostgresValue {
    package static var postgresType: PostgresType { .float8 }

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        buffer.append(bitPattern)
    }

    package static func readsPostgres(_ type: PostgresType) -> Bool {
        type == .float8 || type == .float4 || type == .unspecified
    }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        switch bytes.byteCount {
        case 8: self = Double(bitPattern: try bytes.bigEndian(UInt64.self, at: 0))
        case 4: self = Double(Float(bitPattern: try bytes.bigEndian(UInt32.self, at: 0)))
        default: throw .malformed
        }
    }
}
