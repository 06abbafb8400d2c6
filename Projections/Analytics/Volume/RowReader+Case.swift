import Postgres
import ProjectionEngine

extension RowReader {
    /// The next cell, as one of the names of an enum.
    ///
    /// - Throws: when the text isn't one of them.
    mutating func nextCase<T: RawRepresentable<String>>(_ type: T.Type = T.self) throws(PostgresError) -> T {
        guard let value = T(rawValue: try next(String.self)) else { throw .unknownName }
        return value
    }
}

extension PostgresError {
    /// A later version wrote what this one reads.
    static var unknownName: PostgresError {
        PostgresError(.decoding, "a column of the analytics holds a name that this version doesn't know")
    }
}
