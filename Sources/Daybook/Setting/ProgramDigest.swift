import Cryptography

#if canImport(Glibc)
import Glibc
#endif

/// What tells this program from every other version of it.
enum ProgramDigest {
    /// The SHA-256 of the executable that runs, in hexadecimal digits.
    ///
    /// - Throws: `Failure(.failed)` when it can't be read.
    static func own() throws -> String {
        let path = "/proc/self/exe"
        guard let stream = fopen(path, "r") else { throw failure(path) }
        defer { fclose(stream) }
        var hasher = SHA256.Hasher()
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = fread(&bytes, 1, bytes.count, stream)
            guard ferror(stream) == 0 else { throw failure(path) }
            guard count > 0 else { return hasher.finalize().hex }
            bytes.withUnsafeBytes { hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    private static func failure(_ path: String) -> Failure {
        Failure(.failed, "\(path) can't be read: \(String(cString: strerror(errno))).")
    }
}
