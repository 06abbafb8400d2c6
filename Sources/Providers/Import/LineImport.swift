/// A file with one JSON object a line; empty lines are passed over.
package struct LineImport: ImportFormat {
    /// How long a line may be: a webhook of several megabytes, written as a JSON string.
    private static let limit = 32 << 20

    private var line = 1
    private var bytes: [UInt8] = []
    private var isTooLong = false

    /// A file of kept webhooks (see ``KeptWebhook``).
    package init() {}

    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [ImportedItem] {
        var items: [ImportedItem] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                items += end()
                line += 1
            } else if self.bytes.count < Self.limit {
                self.bytes.append(byte)
            } else {
                isTooLong = true
            }
        }
        return items
    }

    package mutating func finish() -> [ImportedItem] {
        end()
    }

    private mutating func end() -> [ImportedItem] {
        defer {
            bytes.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        guard bytes.contains(where: { $0 > 0x20 }) else { return [] }
        let (bytes, isTooLong) = (bytes, isTooLong)
        return [
            ImportedItem(line: line) { () throws(UnreadableDelivery) in
                guard !isTooLong else { throw UnreadableDelivery("the line is too long") }
                return try KeptWebhook.delivery(bytes)
            }
        ]
    }
}
