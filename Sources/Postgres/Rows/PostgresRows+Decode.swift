extension PostgresRows {
    /// Reads all rows as tuples of the columns in their order:
    ///
    ///     for (position, body) in try rows.decode(Int64.self, [UInt8].self) { … }
    ///
    /// - Throws: `.decoding`, naming the column, when one isn't of the type asked for. Columns may be left over at the
    ///   right, but none may lack.
    package func decode<each T: PostgresDecodable>(_ types: repeat (each T).Type) throws(PostgresError) -> [(
        repeat each T
    )] {
        try checkColumns(repeat each types)
        var decoded: [(repeat each T)] = []
        decoded.reserveCapacity(count)
        var row = 0
        var column = 0
        func next<C: PostgresDecodable>(_ type: C.Type) throws(PostgresError) -> C {
            defer { column += 1 }
            return try value(type, row: row, column: column)
        }
        while row < endIndex {
            column = 0
            decoded.append((repeat try next(each types)))
            row += 1
        }
        return decoded
    }

    /// Reads one column of all rows.
    ///
    /// - Throws: `.decoding`, naming the column, when it isn't of the type asked for.
    package func decode<T: PostgresDecodable>(column: Int, as type: T.Type = T.self) throws(PostgresError) -> [T] {
        try checkColumn(column, type)
        var decoded: [T] = []
        decoded.reserveCapacity(count)
        for row in 0..<endIndex { decoded.append(try value(type, row: row, column: column)) }
        return decoded
    }

    /// Checks the types of columns once, so that cells needn't be.
    func checkColumns<each T: PostgresDecodable>(_ types: repeat (each T).Type) throws(PostgresError) {
        var column = 0
        for type in repeat each types {
            try checkColumn(column, type)
            column += 1
        }
    }

    func checkColumn<T: PostgresDecodable>(_ column: Int, _ type: T.Type) throws(PostgresError) {
        guard column >= 0, column < columnCount else {
            throw PostgresError(.decoding, "the result has \(columnCount) columns: there is no column \(column)")
        }
        let found = columnType(column)
        guard T.readsPostgres(found) else { throw error(.type(found), type, column: column) }
    }

    func value<T: PostgresDecodable>(_ type: T.Type, row: Int, column: Int) throws(PostgresError) -> T {
        do throws(PostgresDecodingError) {
            if result.isNull(row: row, column: column) {
                guard let null = T.postgresNull else { throw .null }
                return null
            }
            // The pointer isn't kept alive by what is made from it: `self` must outlive the reading.
            defer { withExtendedLifetime(self) {} }
            let bytes = result.bytes(row: row, column: column)
            return try T(postgres: bytes.bytes, type: result.columnType(column))
        } catch {
            throw self.error(error, type, column: column)
        }
    }

    private func error<T>(_ reason: PostgresDecodingError, _ type: T.Type, column: Int) -> PostgresError {
        PostgresError(decoding: reason, as: type, column: "\(column) (\(result.columnName(column)))")
    }
}

extension PostgresError {
    /// - Parameter column: how a person finds it; the cell's value is left out on purpose.
    init<T>(decoding reason: PostgresDecodingError, as type: T.Type, column: String) {
        let why =
            switch reason {
            case .null: "is NULL"
            case .type(let found): "is of the type with oid \(found.rawValue)"
            case .malformed: "isn't in the binary format of its type"
            case .outOfRange: "holds a value out of range"
            }
        self.init(.decoding, "column \(column) can't be read as \(T.self): it \(why)")
    }
}
