/// A point in time as microseconds since 1970-01-01 00:00 UTC; `timestamptz` in the database.
///
/// PostgreSQL counts from 2000-01-01 and keeps `Int64.max` and `Int64.min` for infinity and -infinity, which are the
/// same two values here. Times that are out of PostgreSQL's own range saturate to them.
package struct PostgresTimestamp: RawRepresentable, Hashable, Comparable, Sendable {
    /// Microseconds since the Unix epoch.
    package let rawValue: Int64

    /// - Parameter rawValue: microseconds since the Unix epoch.
    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// - Parameter microseconds: since the Unix epoch, negative before it.
    package init(microseconds: Int64) {
        self.rawValue = microseconds
    }

    /// Microseconds since the Unix epoch.
    package var microseconds: Int64 { rawValue }

    /// Later than every other time.
    package static let infinity = PostgresTimestamp(rawValue: .max)
    /// Earlier than every other time.
    package static let negativeInfinity = PostgresTimestamp(rawValue: .min)

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// 2000-01-01 00:00 UTC: 10,957 days after the Unix epoch.
    private static let postgresEpoch: Int64 = 10_957 * 86_400 * 1_000_000
}

extension PostgresTimestamp: PostgresValue {
    package static var postgresType: PostgresType { .timestamptz }

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        let (value, overflow) = rawValue.subtractingReportingOverflow(Self.postgresEpoch)
        buffer.append(rawValue == .max ? .max : overflow ? .min : value)
    }

    package static func readsPostgres(_ type: PostgresType) -> Bool {
        type == .timestamptz || type == .timestamp || type == .unspecified
    }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        guard bytes.byteCount == 8 else { throw .malformed }
        let value = try bytes.bigEndian(Int64.self, at: 0)
        let (shifted, overflow) = value.addingReportingOverflow(Self.postgresEpoch)
        rawValue = value == .min ? .min : overflow ? .max : shifted
    }
}
