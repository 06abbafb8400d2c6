import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// The last signed checkpoint, kept outside of the database: in memory, and in a file that is replaced as a whole.
final class CheckpointMemory: Sendable {
    private let file: String?
    private let note = Mutex<String?>(nil)

    init(file: String?) {
        self.file = file
    }

    /// The checkpoint that was kept last.
    ///
    /// - Throws: `LedgerError(.key)` when there is a file that can't be read: signing without knowing it would be rash.
    func recall() throws(LedgerError) -> String? {
        if let note = note.withLock({ $0 }) { return note }
        guard let file, access(file, F_OK) == 0 else { return nil }
        guard let stream = fopen(file, "re") else {
            throw LedgerError(.key, "\(file) keeps the last signed checkpoint and can't be read: \(Self.reason).")
        }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, stream)
        guard count > 0 else { return nil }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Keeps a checkpoint: on disk before this returns.
    ///
    /// - Throws: `LedgerError(.key)` when the file can't be replaced.
    func keep(_ note: String) throws(LedgerError) {
        try replaceFile(with: note)
        self.note.withLock { $0 = note }
    }

    private func replaceFile(with note: String) throws(LedgerError) {
        guard let file, self.note.withLock({ $0 }) != note else { return }
        // Another process may be at it as well.
        let fresh = "\(file).\(getpid()).new"
        guard let stream = fopen(fresh, "we") else {
            throw LedgerError(.key, "\(fresh) can't be written: \(Self.reason). It keeps the last signed checkpoint.")
        }
        let bytes = Array(note.utf8)
        let isWritten = fwrite(bytes, 1, bytes.count, stream) == bytes.count
        let isSynced = fflush(stream) == 0 && fsync(fileno(stream)) == 0
        fclose(stream)
        guard isWritten, isSynced, rename(fresh, file) == 0 else {
            unlink(fresh)
            throw LedgerError(.key, "\(file) can't be replaced: \(Self.reason). It keeps the last signed checkpoint.")
        }
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
