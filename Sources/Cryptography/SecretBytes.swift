internal import COpenSSL

/// Bytes of a key at one place in memory, wiped when the last owner lets go.
// Unchecked: the memory is written in init only, before anybody else can see it.
final class SecretBytes: @unchecked Sendable {
    private let storage: UnsafeMutableRawBufferPointer

    /// `count` bytes that `fill` writes.
    init(count: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
        storage = .allocate(byteCount: count, alignment: 16)
        fill(storage)
    }

    /// A copy of `bytes`, which stay the caller's to wipe.
    convenience init(copying bytes: [UInt8]) {
        self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
    }

    deinit {
        OPENSSL_cleanse(storage.baseAddress, storage.count)
        storage.deallocate()
    }

    /// Calls `body` with the bytes, which it must not keep.
    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        // Not released (and so not wiped) before the body is through.
        withExtendedLifetime(self) { body(UnsafeRawBufferPointer(storage)) }
    }
}
