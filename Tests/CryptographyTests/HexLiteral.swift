import Cryptography
import Testing

/// The bytes of a vector written in hexadecimal.
func hex(_ digits: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [UInt8] {
    try #require(Hex.decode(digits), sourceLocation: sourceLocation)
}

extension [UInt8] {
    /// The same bytes with one bit flipped, counted from the first byte's lowest.
    func flippingBit(_ bit: Int) -> [UInt8] {
        var bytes = self
        bytes[bit / 8] ^= 1 << (bit % 8)
        return bytes
    }
}
