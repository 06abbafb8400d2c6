/// The bytes of a bundle of log entries (C2SP tlog-tiles): each entry after its length as a big-endian uint16.
package enum EntryBundle {
    /// The bundle of entries, in order.
    ///
    /// - Throws: `malformedEntries` for an entry of more than 65,535 bytes.
    package static func encode(_ entries: [[UInt8]]) throws(MerkleLogError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(0) { $0 + 2 + $1.count })
        for entry in entries {
            guard let length = UInt16(exactly: entry.count) else {
                throw MerkleLogError(.malformedEntries, "An entry of \(entry.count) bytes is too long for a bundle.")
            }
            bytes.append(UInt8(length >> 8))
            bytes.append(UInt8(length & 0xff))
            bytes.append(contentsOf: entry)
        }
        return bytes
    }

    /// The entries of a bundle, in order.
    ///
    /// - Throws: `malformedEntries` where the bundle is cut short, or holds another number of entries than `count`.
    package static func decode(_ bytes: [UInt8], count: Int) throws(MerkleLogError) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while let high = rest.popFirst() {
            guard let low = rest.popFirst() else {
                throw MerkleLogError(.malformedEntries, "Entry \(entries.count) of the bundle has half a length.")
            }
            let length = Int(high) << 8 | Int(low)
            guard rest.count >= length else {
                throw MerkleLogError(.malformedEntries, "Entry \(entries.count) of the bundle is cut short.")
            }
            entries.append(Array(rest.prefix(length)))
            rest.removeFirst(length)
        }
        guard entries.count == count else {
            throw MerkleLogError(.malformedEntries, "The bundle has \(entries.count) entries, not \(count).")
        }
        return entries
    }
}
