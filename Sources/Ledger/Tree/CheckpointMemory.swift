import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// The last signed checkpoint, kept outside of the database: in memory, and in a file that is replaced as a whole.
final class CheckpointMemory: Sendable {
    private struct State {
        var note: String?
        /// Whether the note is in the file as well.
        var isInFile = false
    }

    private let file: String?
    private let state = Mutex(State())

    init(file: String?) {
        self.file = file
    }

    /// The checkpoint that was kept last.
    ///
    /// - Throws: `LedgerError(.key)` when there is a file that can't be read: signing without knowing it would be rash.
    func recall() throws(LedgerError) -> String? {
        if let note = state.withLock({ $0.note }) { return note }
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

    /// Keeps a checkpoint: on disk before this returns. One that is kept already isn't written again.
    ///
    /// - Throws: `LedgerError(.key)` when the file can't be replaced; then it is tried again the next time.
    func keep(_ note: String) throws(LedgerError) {
        try state.withLock { state throws(LedgerError) in
            if state.note != note { state = State(note: note) }
            guard let file, !state.isInFile else { return }
            try Self.replace(file, with: note)
            state.isInFile = true
        }
    }

    /// Forgets the checkpoint, and keeps its file under another name.
    ///
    /// - Parameter ending: what the name gets at its end.
    /// - Returns: the file's new name.
    /// - Throws: `LedgerError(.key)` when it can't be renamed, or there is such a file already.
    func setAside(as ending: String) throws(LedgerError) -> String {
        guard let file else { throw LedgerError(.notFound, "No checkpoint is kept in a file.") }
        let name = "\(file).\(ending)"
        // A link is refused where a file has that name already; renaming would replace it.
        guard link(file, name) == 0, unlink(file) == 0 else {
            throw LedgerError(.key, "\(file) can't be renamed to \(name): \(Self.reason).")
        }
        state.withLock { $0 = State() }
        return name
    }

    private static func replace(_ file: String, with note: String) throws(LedgerError) {
        // Another process may be at it as well.
        let fresh = "\(file).\(UInt64.random(in: .min ... .max)).new"
        guard let stream = fopen(fresh, "wxe") else {
            throw LedgerError(.key, "\(fresh) can't be written: \(reason). It keeps the last signed checkpoint.")
        }
        let bytes = Array(note.utf8)
        let isWritten = fwrite(bytes, 1, bytes.count, stream) == bytes.count
        let isSynced = fflush(stream) == 0 && fsync(fileno(stream)) == 0
        fclose(stream)
        guard isWritten, isSynced, rename(fresh, file) == 0 else {
            let error = LedgerError(
                .key, "\(file) can't be replaced: \(reason). It keeps the last signed checkpoint.")
            unlink(fresh)
            throw error
        }
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
