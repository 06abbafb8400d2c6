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

    /// Puts a file in the place of another: whoever reads it finds the old or the new one, whole, whatever happens.
    ///
    /// - Throws: `Failure(.failed)` that says why it can't be written.
    static func replace(_ path: String, with bytes: [UInt8]) throws {
        let fresh = "\(path).new"
        guard let stream = fopen(fresh, "w") else { throw failure(fresh, "written") }
        let isWritten = fwrite(bytes, 1, bytes.count, stream) == bytes.count
        let isSynced = fflush(stream) == 0 && fsync(fileno(stream)) == 0
        guard fclose(stream) == 0, isWritten, isSynced, rename(fresh, path) == 0 else {
            throw failure(path, "replaced")
        }
    }

    /// Whether there is such a file.
    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// The text of a small file (1 MiB at most).
    ///
    /// - Throws: `Failure(.failed)` that says why it can't be read.
    static func read(_ path: String) throws -> String {
        guard let stream = fopen(path, "r") else { throw failure(path, "read") }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, stream)
        guard ferror(stream) == 0 else { throw failure(path, "read") }
        guard count < bytes.count else { throw Failure(.failed, "\(path) can't be read: it is larger than 1 MiB.") }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private static func failure(_ path: String, _ verb: String) -> Failure {
        Failure(.failed, "\(path) can't be \(verb): \(String(cString: strerror(errno))).")
    }
}
