extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    package static func readsPostgres(_ type: PostgresType) -> Bool {
        Wrapped.readsPostgres(type)
    }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        self = .some(try Wrapped(postgres: bytes, type: type))
    }

    package static var postgresNull: Wrapped?? { .some(nil) }
}

// Parameters take `(any PostgresEncodable)?`, so that an optional needs no conformance of its own there: this one is
// for arrays with NULL elements.
extension Optional: PostgresArrayEncodable where Wrapped: PostgresEncodable {
    package static var postgresArrayType: PostgresType { Wrapped.postgresType.array }

    package static func encodePostgresArray(_ elements: [Wrapped?], into buffer: inout PostgresBuffer) {
        let hasNull = elements.contains { $0 == nil }
        buffer.appendArrayHeader(count: elements.count, hasNull: hasNull, element: Wrapped.postgresType)
        for element in elements {
            if let element {
                buffer.append(lengthPrefixed: element)
            } else {
                buffer.appendNull()
            }
        }
    }
}

extension Optional: PostgresArrayDecodable where Wrapped: PostgresDecodable {}
