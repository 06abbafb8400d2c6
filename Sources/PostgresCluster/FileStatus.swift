import Glibc

/// What `lstat` says about a path, as far as ownership goes.
struct FileStatus {
    var isDirectory: Bool
    var owner: uid_t
    var mode: mode_t

    /// The status of `path` itself, not of what a symbolic link points to; `nil` when there is nothing.
    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        isDirectory = status.st_mode & S_IFMT == S_IFDIR
        owner = status.st_uid
        mode = status.st_mode & 0o7777
    }
}
