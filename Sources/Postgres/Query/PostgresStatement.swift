/// The text of one SQL statement, made once and used many times.
///
/// Keep one as a `static let` for SQL that lies in a file: it is copied, checked and hashed a single time, and every
/// connection prepares it on its first use.
package final class PostgresStatement: Sendable {
    /// What logs call it: never the SQL itself.
    package let name: String

    /// The SQL as UTF-8, with the zero that C wants at its end.
    let text: ContiguousArray<UInt8>
    private let hash: Int

    /// - Parameters:
    ///   - sql: UTF-8, with `$1`, `$2`, … for the parameters.
    ///   - name: what logs call it.
    package init(_ sql: some Collection<UInt8>, name: String = "statement") {
        var text = ContiguousArray(sql)
        text.append(0)
        var hasher = Hasher()
        text.withUnsafeBytes { hasher.combine(bytes: $0) }
        self.text = text
        self.name = name
        self.hash = hasher.finalize()
    }

    /// - Parameters:
    ///   - sql: with `$1`, `$2`, … for the parameters.
    ///   - name: what logs call it.
    package convenience init(_ sql: String, name: String = "statement") {
        self.init(sql.utf8, name: name)
    }
}

extension PostgresStatement {
    /// A zero inside would end the text early, in the middle of a quoted name for instance: such a text isn't sent.
    var isCutShort: Bool {
        text.firstIndex(of: 0) != text.count - 1
    }

    func withCString<R>(_ body: (UnsafePointer<CChar>) -> R) -> R? {
        text.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { base in
                base.withMemoryRebound(to: CChar.self, capacity: buffer.count, body)
            }
        }
    }

    /// Whether the text has one of the words that end a transaction anywhere: a cautious guess, for an error that must
    /// not promise too much.
    var mayCommit: Bool {
        String(decoding: text, as: UTF8.self).uppercased().split { !$0.isLetter }
            .contains { $0 == "COMMIT" || $0 == "END" || $0 == "PREPARE" }
    }
}

extension PostgresStatement: Hashable {
    package static func == (left: PostgresStatement, right: PostgresStatement) -> Bool {
        left === right || (left.hash == right.hash && left.text == right.text)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(hash)
    }
}
