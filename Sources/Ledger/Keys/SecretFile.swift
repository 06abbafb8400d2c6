#if canImport(Glibc)
import Glibc
#endif

/// A file that holds one line of secret text, which only its owner may read.
package struct SecretFile: Sendable {
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// The first word in it: no secret of ours holds white space.
    ///
    /// - Parameters:
    ///   - name: what it holds, for the error.
    ///   - command: how one is made, for the error.
    /// - Throws: `LedgerError(.key)` when it can't be read, or others than its owner may.
    package func text(of name: String, made command: String) throws(LedgerError) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw LedgerError(.key, "The \(name) file \(path) can't be read. Make one with: \(command)")
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw LedgerError(
                .key, "Others may read the \(name) file \(path). Keep it to its owner: chmod 0600 \(path)")
        }
        var bytes = [UInt8](repeating: 0, count: 8192)
        let count = read(file, &bytes, bytes.count)
        guard count > 0 else {
            throw LedgerError(.key, "The \(name) file \(path) is empty. Make one with: \(command)")
        }
        let words = String(decoding: bytes[..<count], as: UTF8.self).split(whereSeparator: \.isWhitespace)
        return words.first.map(String.init) ?? ""
    }

    /// Writes `line` to a new file with mode 0600, on disk before it returns.
    ///
    /// - Throws: `LedgerError(.key)` when there is such a file already, or it can't be written.
    package func create(_ line: String) throws(LedgerError) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw LedgerError(.key, "\(path) can't be made: \(String(cString: strerror(errno))).")
        }
        defer { close(file) }
        let bytes = Array((line + "\n").utf8)
        guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw LedgerError(.key, "\(path) can't be written: \(String(cString: strerror(errno))).")
        }
    }

    /// Writes `line` in place of what the file held, if there was one, with mode 0600.
    ///
    /// - Throws: `LedgerError(.key)` when it can't be written.
    package func replace(_ line: String) throws(LedgerError) {
        unlink(path)
        try create(line)
    }
}
