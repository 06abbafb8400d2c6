import Glibc

extension [UInt8] {
    /// Whether `part` is in it.
    func holds(_ part: [UInt8]) -> Bool {
        withUnsafeBytes { whole in
            part.withUnsafeBytes { part in
                memmem(whole.baseAddress, whole.count, part.baseAddress, part.count) != nil
            }
        }
    }
}
