/// The header fields of a request in their order. Names are compared without regard to case (ASCII).
package struct HeaderFields: Sendable, ExpressibleByDictionaryLiteral {
    /// As they came.
    package private(set) var fields: [(name: String, value: String)]

    /// Header fields in this order.
    package init(_ fields: [(name: String, value: String)] = []) {
        self.fields = fields
    }

    /// Header fields in this order; names may come more than once.
    package init(dictionaryLiteral fields: (String, String)...) {
        self.fields = fields.map { (name: $0.0, value: $0.1) }
    }

    /// The value of the first field with this name.
    package subscript(name: String) -> String? {
        fields.first { Self.areEqual($0.name, name) }?.value
    }

    /// Adds a field behind the others.
    package mutating func append(_ name: String, _ value: String) {
        fields.append((name: name, value: value))
    }

    private static func areEqual(_ a: String, _ b: String) -> Bool {
        func folded(_ byte: UInt8) -> UInt8 {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        }
        return a.utf8.count == b.utf8.count && zip(a.utf8, b.utf8).allSatisfy { folded($0) == folded($1) }
    }
}
