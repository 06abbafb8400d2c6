package import Postgres
package import Vocabulary

extension UUIDIdentifier: PostgresValue {
    package static var postgresType: PostgresType { .uuid }

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        buffer.append(high)
        buffer.append(low)
    }

    package static func readsPostgres(_ type: PostgresType) -> Bool {
        type == .uuid || type == .unspecified
    }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        guard bytes.byteCount == 16 else { throw .malformed }
        self.init(
            high: UInt64(bigEndian: bytes.unsafeLoadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
}
