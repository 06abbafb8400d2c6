extension Collection<UInt8> {
    /// Calls `body` with the bytes in one piece, copied only when they don't lie so.
    ///
    /// Generic code that a caller's module can't specialise would otherwise pay a call for each byte.
    func withContiguousBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        withContiguousStorageIfAvailable(body) ?? Array(self).withUnsafeBufferPointer(body)
    }
}
