#if canImport(Glibc)
import Glibc
#endif

/// Puts text together in memory that is large enough for it, as its maker sees to.
struct HeaderText: ~Copyable {
    private let start: UnsafeMutableRawPointer
    private var next: UnsafeMutableRawPointer

    /// - Parameter buffer: not empty.
    init(_ buffer: UnsafeMutableRawBufferPointer) {
        // The buffer isn't empty, so it has an address.
        start = buffer.baseAddress!
        next = start
    }

    /// What was added.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: next - start) }

    mutating func add(_ literal: StaticString) {
        memcpy(next, literal.utf8Start, literal.utf8CodeUnitCount)
        next += literal.utf8CodeUnitCount
    }

    mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { next.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(next), byteCount: $0.count) }
        next += bytes.count
    }

    /// Adds an integer in decimal. What lies up to 20 bytes behind it is overwritten.
    mutating func add(_ value: Int64) {
        if value < 0 { add("-") }
        let end = next + 20
        var first = end
        var rest = value.magnitude
        repeat {
            first -= 1
            first.storeBytes(of: UInt8(truncatingIfNeeded: rest % 10) + 0x30, as: UInt8.self)
            rest /= 10
        } while rest > 0
        memmove(next, first, end - first)
        next += end - first
    }

    /// Adds lowercase hexadecimal digits.
    mutating func add(hex bytes: UnsafeRawBufferPointer) {
        var offset = 0
        while offset < bytes.count {
            next.storeBytes(of: Self.digits(of: bytes[offset]), as: UInt16.self)
            next += 2
            offset += 1
        }
    }

    /// Adds sixteen bytes as a UUID in quotation marks.
    mutating func add(uuid bytes: UnsafeRawBufferPointer) {
        add("\"")
        var offset = 0
        while offset < bytes.count {
            if offset == 4 || offset == 6 || offset == 8 || offset == 10 { add("-") }
            next.storeBytes(of: Self.digits(of: bytes[offset]), as: UInt16.self)
            next += 2
            offset += 1
        }
        add("\"")
    }

    /// The two digits of a byte, in the order in which they lie in memory, without a branch.
    private static func digits(of byte: UInt8) -> UInt16 {
        let nibbles = UInt16(byte >> 4) | UInt16(byte & 15) << 8
        // Of each half: 1 when it is a letter's, whose code is 39 beyond that of the digit.
        let letters = (nibbles &+ 0x0606) >> 4 & 0x0101
        return UInt16(littleEndian: nibbles &+ 0x3030 &+ letters &* 39)
    }
}
