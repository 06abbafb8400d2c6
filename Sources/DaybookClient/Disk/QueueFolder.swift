import Glibc

/// The folder of one client's queue, locked as long as the value lives.
struct QueueFolder: ~Copyable {
    let path: String
    private let lock: OpenFile

    /// Makes the folder if need be, and locks it.
    ///
    /// - Throws: `queueFolderBusy` when another client has it, `queueFolderUnusable`.
    init(_ path: String) throws(DaybookClientError) {
        lock = try Self.lock(path)
        self.path = path
    }

    private static func lock(_ path: String) throws(DaybookClientError) -> OpenFile {
        if mkdir(path, 0o700) != 0 && errno != EEXIST { throw unusable(path, FileError()) }
        do throws(FileError) {
            let lock = try OpenFile("\(path)/lock")
            if try lock.lock() { return lock }
        } catch {
            throw unusable(path, error)
        }
        throw DaybookClientError(
            .queueFolderBusy,
            "Another client works on the queue in \(path), of this process or of another one. Give each a folder of its own."
        )
    }

    static func unusable(_ path: String, _ reason: FileError) -> DaybookClientError {
        DaybookClientError(
            .queueFolderUnusable,
            "The queue can't be kept in \(path): \(reason). The folder above must exist, and this account must be able to write there."
        )
    }

    /// Waits until the names of the folder's files are on the disk.
    static func sync(_ path: String) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError() }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileError() }
    }
}
