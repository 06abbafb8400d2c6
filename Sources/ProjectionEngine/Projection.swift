package import Vocabulary

/// A read model: a set of tables, each a keyed fold of the ledger, that can be thrown away and rebuilt.
package struct Projection: Sendable {
    /// What it is called: at most 20 of `a–z`, `0–9` and single `_` between them, beginning with a letter, since it becomes part
    /// of a schema's name.
    package let name: String
    /// Raised by one with every change of the folds or of the tables: what one version made, another doesn't go on with.
    package let version: Int32
    /// Makes the tables, without primary keys, in the current schema. UTF-8.
    package let tables: [UInt8]
    /// Makes the indexes, once the rows are there. UTF-8.
    package let indexes: [UInt8]
    /// The kinds of events that the folds listen to; all others are passed over unopened.
    package let kinds: Set<EventKind>
    /// One for each table.
    package let folds: [any Fold]

    /// - Precondition: the name is one.
    package init(
        name: String, version: Int32, tables: [UInt8], indexes: [UInt8], kinds: Set<EventKind>, folds: [any Fold]
    ) {
        precondition(Self.isName(name), "not the name of a projection")
        self.name = name
        self.version = version
        self.tables = tables
        self.indexes = indexes
        self.kinds = kinds
        self.folds = folds
    }

    /// Whether a projection can be called so.
    package static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 20 else { return false }
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let words = name.utf8.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
        return letters.contains(first) && words.allSatisfy { !$0.isEmpty }
            && name.utf8.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "_") }
    }
}
