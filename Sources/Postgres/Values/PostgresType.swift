/// The object identifier of a PostgreSQL type (`pg_type.oid`).
///
/// The built-in numbers are fixed for ever: they come from PostgreSQL's `src/include/catalog/pg_type.dat`.
package struct PostgresType: RawRepresentable, Hashable, Sendable {
    /// The number in `pg_type`.
    @usableFromInline package let rawValue: UInt32

    /// A type that this driver has no name for.
    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// No type given: as a parameter the server infers it; a COPY cell never says its own.
    package static let unspecified = PostgresType(rawValue: 0)
    /// True or false, one byte.
    package static let bool = PostgresType(rawValue: 16)
    /// Bytes.
    package static let bytea = PostgresType(rawValue: 17)
    /// The one-byte `"char"` of the system catalogues.
    package static let char = PostgresType(rawValue: 18)
    /// A name in the system catalogues, at most 63 bytes.
    package static let name = PostgresType(rawValue: 19)
    /// `bigint`.
    package static let int8 = PostgresType(rawValue: 20)
    /// `smallint`.
    package static let int2 = PostgresType(rawValue: 21)
    /// `integer`.
    package static let int4 = PostgresType(rawValue: 23)
    /// Text of any length.
    package static let text = PostgresType(rawValue: 25)
    /// An object identifier: an integer without a sign, four bytes.
    package static let oid = PostgresType(rawValue: 26)
    /// JSON as it was written.
    package static let json = PostgresType(rawValue: 114)
    /// XML.
    package static let xml = PostgresType(rawValue: 142)
    /// `real`.
    package static let float4 = PostgresType(rawValue: 700)
    /// `double precision`.
    package static let float8 = PostgresType(rawValue: 701)
    /// A literal whose type nothing determines.
    package static let unknown = PostgresType(rawValue: 705)
    /// `char(n)`, padded with blanks.
    package static let bpchar = PostgresType(rawValue: 1042)
    /// Text of a bounded length.
    package static let varchar = PostgresType(rawValue: 1043)
    /// A date and time without a time zone.
    package static let timestamp = PostgresType(rawValue: 1114)
    /// A point in time, in microseconds.
    package static let timestamptz = PostgresType(rawValue: 1184)
    /// Sixteen bytes.
    package static let uuid = PostgresType(rawValue: 2950)
    /// What a function without a result returns.
    package static let void = PostgresType(rawValue: 2278)
    /// JSON, taken apart by the server.
    package static let jsonb = PostgresType(rawValue: 3802)

    /// Types made by CREATE TYPE or an extension (enums, citext, …) are numbered from 16384.
    package var isUserDefined: Bool { rawValue >= 16384 }

    /// The array type whose elements are of this type; `unspecified` where this driver has no use for it.
    package var array: PostgresType {
        switch self {
        case .bool: PostgresType(rawValue: 1000)
        case .bytea: PostgresType(rawValue: 1001)
        case .char: PostgresType(rawValue: 1002)
        case .name: PostgresType(rawValue: 1003)
        case .int2: PostgresType(rawValue: 1005)
        case .int4: PostgresType(rawValue: 1007)
        case .text: PostgresType(rawValue: 1009)
        case .bpchar: PostgresType(rawValue: 1014)
        case .varchar: PostgresType(rawValue: 1015)
        case .int8: PostgresType(rawValue: 1016)
        case .float4: PostgresType(rawValue: 1021)
        case .float8: PostgresType(rawValue: 1022)
        case .oid: PostgresType(rawValue: 1028)
        case .timestamp: PostgresType(rawValue: 1115)
        case .timestamptz: PostgresType(rawValue: 1185)
        case .json: PostgresType(rawValue: 199)
        case .uuid: PostgresType(rawValue: 2951)
        case .jsonb: PostgresType(rawValue: 3807)
        default: .unspecified
        }
    }
}
