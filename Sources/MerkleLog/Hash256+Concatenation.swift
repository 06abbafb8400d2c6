import Cryptography

extension [Hash256] {
    /// The hashes one after the other, 32 bytes each.
    var concatenated: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * Hash256.byteCount)
        for hash in self {
            hash.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// Hashes that lie one after the other; `nil` unless the bytes are a multiple of 32.
    init?(concatenated bytes: [UInt8]) {
        guard bytes.count.isMultiple(of: Hash256.byteCount) else { return nil }
        self.init()
        reserveCapacity(bytes.count / Hash256.byteCount)
        for start in stride(from: 0, to: bytes.count, by: Hash256.byteCount) {
            guard let hash = Hash256(bytes[start..<start + Hash256.byteCount]) else { return nil }
            append(hash)
        }
    }
}
