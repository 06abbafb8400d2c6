import FoundationEssentials
import Glibc

/// A small disk of its own (a tmpfs), that can be filled and freed.
struct SmallDisk: Sendable {
    let folder: ScratchFolder

    /// A folder on it that belongs to PostgreSQL's account.
    var tablespace: String { folder.file("disk/space") }
    private var filler: String { folder.file("disk/filler") }

    /// Whether this process may mount one; if not, a test of a full disk can't be done.
    static let canBeMounted: Bool = {
        guard geteuid() == 0, let folder = try? ScratchFolder() else { return false }
        defer { folder.remove() }
        guard mount("tmpfs", folder.path, "tmpfs", 0, "size=64k") == 0 else { return false }
        return umount(folder.path) == 0
    }()

    /// Mounts one, and unmounts it afterwards.
    ///
    /// - Parameters:
    ///   - megabytes: its size.
    ///   - directory: whose owner the tablespace gets.
    static func with<R: Sendable>(
        megabytes: Int, ownerOf directory: String, _ body: (SmallDisk) async throws -> R
    ) async throws -> R {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let point = folder.file("disk")
        mkdir(point, 0o755)
        guard mount("tmpfs", point, "tmpfs", 0, "size=\(megabytes)m") == 0 else {
            throw HarnessError("no tmpfs at \(point): \(String(cString: strerror(errno)))")
        }
        // What PostgreSQL still has open there goes with it.
        defer { umount2(point, Int32(MNT_DETACH)) }
        let disk = SmallDisk(folder: folder)
        var status = stat()
        guard stat(directory, &status) == 0, mkdir(disk.tablespace, 0o700) == 0,
            chown(disk.tablespace, status.st_uid, status.st_gid) == 0
        else { throw HarnessError("no folder for the tablespace: \(String(cString: strerror(errno)))") }
        return try await body(disk)
    }

    /// Takes all the room that is left.
    func fill() throws {
        let file = open(filler, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw HarnessError("the disk can't be filled") }
        defer { close(file) }
        for size in [1 << 20, 4096] {
            let block = [UInt8](repeating: 1, count: size)
            while write(file, block, size) > 0 {}
        }
    }

    /// Gives it back.
    func free() {
        unlink(filler)
    }
}
