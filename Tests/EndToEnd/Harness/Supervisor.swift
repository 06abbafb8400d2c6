import Glibc
import Synchronization

/// Keeps a server running at one port, as an init system does: one that was killed is started again.
final class Supervisor: Sendable {
    let port: Int
    private let installation: Installation
    private let process: Mutex<ChildProcess>

    /// Starts a server, and sees to it that it's gone afterwards.
    static func with<R: Sendable>(
        _ installation: Installation, _ body: (Supervisor) async throws -> R
    ) async throws -> R {
        let port = try freePort()
        let supervisor = try Supervisor(installation, port: port, process: start(installation, port))
        defer { supervisor.process.withLock { $0 }.kill() }
        return try await body(supervisor)
    }

    private init(_ installation: Installation, port: Int, process: ChildProcess) {
        self.installation = installation
        self.port = port
        self.process = Mutex(process)
    }

    /// Kills the server with SIGKILL, and starts another one.
    func killAndRestart() throws {
        let old = process.withLock { $0 }
        guard old.poll() == nil else { throw HarnessError("the server had ended by itself: \(old.errors)") }
        old.kill()
        let new = try Self.start(installation, port)
        process.withLock { $0 = new }
    }

    /// What the server that runs now has written to standard error.
    var errors: String { process.withLock { $0 }.errors }

    private static func start(_ installation: Installation, _ port: Int) throws -> ChildProcess {
        try installation.start("serve", "--port", "\(port)", "--public-url", Chaos.publicURL)
    }

    /// A port that is free now; nobody else is likely to get it before the server does.
    private static func freePort() throws -> Int {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 ? getsockname(socket, $0, &length) : -1
            }
        }
        guard result == 0 else { throw HarnessError("no port is free") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
