/// A value that can be read from a cell of a result, of a COPY, or from an element of an array.
package protocol PostgresDecodable {
    /// Whether cells of this type can be read. `unspecified` (a COPY cell) must be accepted.
    static func readsPostgres(_ type: PostgresType) -> Bool

    /// Reads the binary form of a value that isn't NULL. The type was accepted before.
    init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError)

    /// What NULL is read as; nil where NULL is an error.
    static var postgresNull: Self? { get }
}

/// A value whose arrays can be read.
///
/// Every `PostgresDecodable` gets the implementation for free.
package protocol PostgresArrayDecodable {
    /// Whether cells of this type can be read as arrays.
    static func readsPostgresArray(_ type: PostgresType) -> Bool

    /// Reads the binary form of a whole array. The type was accepted before.
    static func decodePostgresArray(_ bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) -> [Self]
}

/// Why a cell couldn't be read as the type that was asked for.
package enum PostgresDecodingError: Error, Hashable, Sendable {
    /// NULL, where the type has no place for it.
    case null
    /// A column of a type that the Swift type doesn't read.
    case type(PostgresType)
    /// Bytes that aren't the binary form of the type.
    case malformed
    /// A well-formed value that the Swift type can't hold.
    case outOfRange
}

extension PostgresDecodable {
    package static var postgresNull: Self? { nil }
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
    package static func readsPostgres(_ type: PostgresType) -> Bool { RawValue.readsPostgres(type) }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        guard let value = Self(rawValue: try RawValue(postgres: bytes, type: type)) else {
            throw .outOfRange
        }
        self = value
    }
}

extension PostgresArrayDecodable where Self: PostgresDecodable {
    package static func readsPostgresArray(_ type: PostgresType) -> Bool {
        // The element type stands in the array itself and is checked there.
        true
    }

    package static func decodePostgresArray(
        _ bytes: RawSpan, type: PostgresType
    ) throws(PostgresDecodingError) -> [Self] {
        var reader = PostgresArrayReader()
        let count = try reader.readHeader(bytes)
        guard count == 0 || readsPostgres(reader.elementType) else { throw .type(type) }
        var elements: [Self] = []
        elements.reserveCapacity(count)
        for _ in 0..<count {
            if let range = try reader.nextElement(bytes) {
                elements.append(try Self(postgres: bytes.extracting(range), type: reader.elementType))
            } else if let null = postgresNull {
                elements.append(null)
            } else {
                throw .null
            }
        }
        guard reader.offset == bytes.byteCount else { throw .malformed }
        return elements
    }
}
