extension String: PostgresValue {
    package static var postgresType: PostgresType { .text }

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        buffer.append(utf8: self)
    }

    /// Text in all its forms, and user-defined types: the binary form of an enum or of citext is its text.
    package static func readsPostgres(_ type: PostgresType) -> Bool {
        switch type {
        case .text, .varchar, .bpchar, .name, .char, .unknown, .json, .xml, .unspecified: true
        default: type.isUserDefined
        }
    }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        let text = bytes.withUnsafeBytes { String(validating: $0, as: UTF8.self) }
        guard let text else { throw .malformed }
        self = text
    }
}
