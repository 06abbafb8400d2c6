import Postgres
import ProjectionEngine

extension RowReader {
    /// The next cell, as one of the names of an enum.
    ///
    /// - Throws: when the text isn't one of them.
    mutating func nextCase<T: RawRepresentable<String>>(_ type: T.Type = T.self) throws(PostgresError) -> T? {
        guard let name = try next(String?.self) else { return nil }
        guard let value = T(rawValue: name) else {
            throw PostgresError(.decoding, "a column of the inbox holds a name that this version doesn't know")
        }
        return value
    }
}
