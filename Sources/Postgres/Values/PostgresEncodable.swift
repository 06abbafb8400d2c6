/// A value that can be a parameter of a query, an element of an array, or a cell of a COPY.
package protocol PostgresEncodable: Sendable {
    /// The type that the parameter is declared to have. A cast in the SQL (`$1::jsonb`) starts from it.
    static var postgresType: PostgresType { get }

    /// Appends the value in the binary format of `postgresType`, without a length in front.
    func encodePostgres(into buffer: inout PostgresBuffer)
}

/// A value whose arrays can be parameters.
///
/// Every `PostgresEncodable` gets the implementation for free: declaring the conformance is enough. A type of
/// fixed size may write all elements at once.
package protocol PostgresArrayEncodable: Sendable {
    /// The type of the whole array.
    static var postgresArrayType: PostgresType { get }

    /// Appends the whole array, without a length in front.
    static func encodePostgresArray(_ elements: [Self], into buffer: inout PostgresBuffer)
}

/// What a value needs to go both ways, alone and in arrays. A newtype over such a value conforms by being
/// `RawRepresentable` and saying so: `extension Position: PostgresValue {}`.
package typealias PostgresValue = PostgresEncodable & PostgresDecodable & PostgresArrayEncodable
    & PostgresArrayDecodable

extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
    @inlinable
    package static var postgresType: PostgresType { RawValue.postgresType }

    @inlinable
    package func encodePostgres(into buffer: inout PostgresBuffer) {
        rawValue.encodePostgres(into: &buffer)
    }
}

extension PostgresArrayEncodable where Self: PostgresEncodable {
    @inlinable
    package static var postgresArrayType: PostgresType { postgresType.array }

    @inlinable
    package static func encodePostgresArray(_ elements: [Self], into buffer: inout PostgresBuffer) {
        buffer.appendArrayHeader(count: elements.count, hasNull: false, element: postgresType)
        for element in elements { buffer.append(lengthPrefixed: element) }
    }
}

extension PostgresBuffer {
    /// The header of a one-dimensional array whose first index is 1 (`array_send` in PostgreSQL's arrayfuncs.c).
    /// An empty array has no dimensions.
    @inlinable
    mutating func appendArrayHeader(count: Int, hasNull: Bool, element: PostgresType) {
        append(Int32(count == 0 ? 0 : 1))
        append(Int32(hasNull ? 1 : 0))
        append(element.rawValue)
        guard count > 0 else { return }
        append(Int32(truncatingIfNeeded: count))
        append(Int32(1))
    }
}
