package import Cryptography
package import Postgres

extension Hash256: PostgresValue {
    package static var postgresType: PostgresType { .bytea }

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        withUnsafeBytes { buffer.append(bytes: $0) }
    }

    package static func readsPostgres(_ type: PostgresType) -> Bool {
        type == .bytea || type == .unspecified
    }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        let hash = bytes.withUnsafeBytes { Hash256($0) }
        guard let hash else { throw .malformed }
        self = hash
    }
}
