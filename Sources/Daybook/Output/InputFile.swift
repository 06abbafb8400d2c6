#if canImport(Glibc)
// The C library's streams are variables to Swift, and never change.
@preconcurrency import Glibc
#endif

/// A file, or standard input, read piece by piece.
struct InputFile: ~Copyable {
    /// What it is called in messages.
    let name: String
    /// How many bytes it has; `nil` where nobody knows.
    let size: Int64?
    private let stream: UnsafeMutablePointer<FILE>
    private let isOwn: Bool

    /// - Parameter path: `-` for standard input.
    /// - Throws: `Failure(.failed)` that says why it can't be opened.
    init(_ path: String) throws {
        guard path != "-" else {
            (name, size, stream, isOwn) = ("standard input", nil, stdin, false)
            return
        }
        guard let opened = fopen(path, "r") else {
            throw Failure(.failed, "\(path) can't be read: \(String(cString: strerror(errno))).")
        }
        var status = stat()
        let isRegular = fstat(fileno(opened), &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        (name, size, stream, isOwn) = (path, isRegular ? Int64(status.st_size) : nil, opened, true)
    }

    deinit {
        if isOwn { fclose(stream) }
    }

    /// The next bytes; none at the end. A pipe that nothing comes out of holds up this thread, and nothing else is to be done meanwhile.
    ///
    /// - Throws: `Failure(.failed)` that says why it can't be read.
    func next() throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1 << 18)
        let count = fread(&bytes, 1, bytes.count, stream)
        guard count > 0 || ferror(stream) == 0 else {
            throw Failure(.failed, "\(name) can't be read: \(String(cString: strerror(errno))).")
        }
        return Array(bytes[..<count])
    }
}
