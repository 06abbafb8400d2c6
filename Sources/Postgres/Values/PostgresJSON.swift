/// A JSON text as its UTF-8 bytes; `jsonb` in the database.
///
/// The server checks the syntax of what it is given. What it gives back is its own spelling of the same JSON.
package struct PostgresJSON: RawRepresentable, Hashable, Sendable {
    /// The JSON text in UTF-8.
    package let rawValue: [UInt8]

    /// - Parameter rawValue: a JSON text in UTF-8.
    package init(rawValue: [UInt8]) {
        self.rawValue = rawValue
    }

    /// - Parameter text: a JSON text.
    package init(_ text: String) {
        self.rawValue = Array(text.utf8)
    }

    /// The JSON text.
    package var text: String { String(decoding: rawValue, as: UTF8.self) }
}

extension PostgresJSON: PostgresValue {
    package static var postgresType: PostgresType { .jsonb }

    /// The version byte stands before the text in `jsonb_send` and `jsonb_recv` (PostgreSQL's jsonb.c).
    private static let version: UInt8 = 1

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        buffer.append(Self.version)
        buffer.append(bytes: rawValue)
    }

    package static func readsPostgres(_ type: PostgresType) -> Bool {
        type == .jsonb || type == .json || type == .unspecified
    }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        if type == .json {
            rawValue = bytes.withUnsafeBytes { [UInt8]($0) }
            return
        }
        // A text can't begin with this byte, so a COPY cell, which doesn't say its type, is told apart as well.
        let versioned = try bytes.bigEndian(UInt8.self, at: 0) == Self.version
        guard versioned || type == .unspecified else { throw .malformed }
        rawValue = bytes.withUnsafeBytes { [UInt8]($0.dropFirst(versioned ? 1 : 0)) }
    }
}
