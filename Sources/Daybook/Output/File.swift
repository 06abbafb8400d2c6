#if canImport(Glibc)
import Glibc
#endif

/// Writes and reads whole files.
enum File {
    /// - Throws: `Failure(.failed)` that says why it can't be written.
    static func write(_ bytes: [UInt8], to path: String) throws {
        guard let stream = fopen(path, "w") else { throw failure(path, "written") }
        let isWritten = fwrite(bytes, 1, bytes.count, stream) == bytes.count
        guard fclose(stream) == 0, isWritten else { throw failure(path, "written") }
    }

    /// The text of a small file (64 KiB at most).
    ///
    /// - Throws: `Failure(.failed)` that says why it can't be read.
    static func read(_ path: String) throws -> String {
        guard let stream = fopen(path, "r") else { throw failure(path, "read") }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, stream)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private static func failure(_ path: String, _ verb: String) -> Failure {
        Failure(.failed, "\(path) can't be \(verb): \(String(cString: strerror(errno))).")
    }
}
