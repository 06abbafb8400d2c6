import Glibc

/// A file that is open, and closed with the value.
struct OpenFile: ~Copyable {
    private let descriptor: Int32

    /// Opens a file that only its owner may read, and makes it when it isn't there.
    init(_ path: String, _ flags: Int32 = 0) throws(FileError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | flags, 0o600)
        guard descriptor >= 0 else { throw FileError() }
    }

    deinit {
        close(descriptor)
    }

    var length: Int {
        get throws(FileError) {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw FileError() }
            return Int(status.st_size)
        }
    }

    /// The bytes from a place on, as many as there are of those asked for.
    func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let read = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(offset + filled))
            }
            if read < 0 && errno == EINTR { continue }
            guard read >= 0 else { throw FileError() }
            if read == 0 { break }
            filled += read
        }
        bytes.removeLast(count - filled)
        return bytes
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                pwrite(descriptor, buffer.baseAddress?.advanced(by: done), bytes.count - done, off_t(offset + done))
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw FileError() }
            done += written
        }
    }

    /// Waits until what was written is on the disk.
    func sync() throws(FileError) {
        guard fdatasync(descriptor) == 0 else { throw FileError() }
    }

    func truncate(to length: Int) throws(FileError) {
        guard ftruncate(descriptor, off_t(length)) == 0 else { throw FileError() }
    }

    /// Takes the lock that one open file at a time can have; the kernel gives it back when the process ends, however it does.
    ///
    /// - Returns: `false` when somebody else has it.
    func lock() throws(FileError) -> Bool {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        guard errno == EWOULDBLOCK else { throw FileError() }
        return false
    }
}

/// What the system said about a file.
struct FileError: Error, CustomStringConvertible {
    let number: Int32

    /// What the last call said.
    init() {
        number = errno
    }

    var description: String { String(cString: strerror(number)) }
}
