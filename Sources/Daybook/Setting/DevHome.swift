import Cryptography
import Ledger

#if canImport(Glibc)
import Glibc
#endif

/// The directory of a development set-up: its keys and secrets, made on the first run and kept.
struct DevHome: Sendable {
    let directory: String

    /// Makes the directory. Others may enter it, as the database runs as another user; every secret in it is its owner's alone.
    init(_ directory: String) throws {
        guard mkdir(directory, 0o755) == 0 || errno == EEXIST else {
            throw Failure(
                .failed, "\(directory) can't be made: \(String(cString: strerror(errno))). Choose another with --data.")
        }
        guard let path = realpath(directory, nil) else {
            throw Failure(.failed, "\(directory) can't be reached: \(String(cString: strerror(errno))).")
        }
        defer { free(path) }
        self.directory = String(cString: path)
    }

    func path(_ name: String) -> String {
        "\(directory)/\(name)"
    }

    /// The path of a secret file; made with what `secret` gives when it isn't there.
    func secretFile(_ name: String, _ secret: () throws -> String) throws -> String {
        let path = path(name)
        if access(path, F_OK) != 0 { try SecretFile(path).create(try secret()) }
        return path
    }

    /// A secret's text; made with what `secret` gives when it isn't there.
    func secret(_ name: String, _ secret: () throws -> String) throws -> String {
        try SecretFile(try secretFile(name, secret)).text(of: name, made: "remove it, and start daybook dev again")
    }

    /// A random secret in the form that providers use.
    static func randomSecret() -> String {
        Hex.encode(SecureRandom.bytes(16))
    }
}
