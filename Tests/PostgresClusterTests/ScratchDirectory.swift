import Glibc
import PostgresCluster

/// A fresh directory below /tmp that every account may enter, removed with the clusters made in it.
struct ScratchDirectory: ~Copyable {
    let path: String

    init() throws {
        let path = "/tmp/daybook-scratch-\(getpid())-\(UInt32.random(in: .min ... .max))"
        guard mkdir(path, 0o755) == 0 else { throw Failure(errno: errno) }
        self.path = path
    }

    var cluster: String { path + "/cluster" }

    deinit {
        PostgresCluster.discard(directory: cluster)
        Shell.run("rm -rf '\(path)'")
    }

    struct Failure: Error {
        var errno: Int32
    }
}
