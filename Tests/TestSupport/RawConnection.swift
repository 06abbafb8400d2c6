import Dispatch
import Glibc

/// A TCP connection that says what it likes, when it likes. Its blocking calls run on threads of Dispatch.
package final class RawConnection: Sendable {
    private let socket: Int32

    /// Connects to the loopback.
    ///
    /// - Parameter seconds: how long it waits for what is to come, so that a test that is wrong ends.
    package init(port: Int, patience seconds: Int = 10) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Refused() }
        var patience = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        close(socket)
    }

    /// Sends a text, as far as the buffers take it.
    package func send(_ text: String) {
        send(Array(text.utf8))
    }

    /// Sends bytes, as far as the buffers take them.
    package func send(_ bytes: [UInt8]) {
        _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Says that nothing more will be sent.
    package func finish() {
        shutdown(socket, Int32(SHUT_WR))
    }

    /// The next bytes that come; `nil` when the peer has closed, or none come in time. Blocks.
    package func read() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(socket, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    /// What comes until the peer closes; `nil` when it doesn't in time.
    package func readToEnd() async -> String? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [self] in
                var text: [UInt8] = []
                var buffer = [UInt8](repeating: 0, count: 4096)
                while true {
                    let count = recv(socket, &buffer, buffer.count, 0)
                    if count < 0, errno == EAGAIN {
                        continuation.resume(returning: nil)
                        return
                    }
                    guard count > 0 else { break }
                    text.append(contentsOf: buffer[..<count])
                }
                continuation.resume(returning: String(decoding: text, as: UTF8.self))
            }
        }
    }

    /// Nobody listens there, or no socket is left.
    package struct Refused: Error {}
}
