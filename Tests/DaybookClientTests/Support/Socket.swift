import Glibc
import Vocabulary

/// TCP and as much of HTTP/1.1 as the stand-in speaks. All calls block.
enum Socket {
    struct Request {
        var method: String
        var path: String
        var headers: [String: String]
        var body: [UInt8]
    }

    struct Failed: Error {}

    /// - Parameter port: 0 for any.
    static func listen(_ port: UInt16) throws -> (Int32, UInt16) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && Glibc.listen(socket, 128) == 0 ? getsockname(socket, $0, &length) : -1
            }
        }
        guard result == 0 else { throw Failed() }
        return (socket, UInt16(bigEndian: address.sin_port))
    }

    /// The next request; `nil` when the peer has closed.
    static func request(_ socket: Int32) -> Request? {
        var bytes: [UInt8] = []
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let place = bytes.firstRange(of: end) {
                guard var request = Request(head: String(decoding: bytes[..<place.lowerBound], as: UTF8.self)) else {
                    return nil
                }
                let length = request.headers["content-length"].flatMap { Int($0) } ?? 0
                while bytes.count < place.upperBound + length {
                    guard let more = read(socket) else { return nil }
                    bytes += more
                }
                request.body = Array(bytes[place.upperBound..<place.upperBound + length])
                return request
            }
            guard let more = read(socket) else { return nil }
            bytes += more
        }
    }

    private static func read(_ socket: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let count = recv(socket, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    static func send(_ socket: Int32, _ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    static func waitForEnd(_ socket: Int32) {
        while read(socket) != nil {}
    }

    /// The peer gets a RST instead of an end.
    static func reset(_ socket: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }

    static func response(_ status: Int, _ body: JSON, _ headers: String = "") -> String {
        let text = String(decoding: body.serialized(), as: UTF8.self)
        return "HTTP/1.1 \(status) Said\r\n\(headers)Content-Length: \(text.utf8.count)\r\n\r\n\(text)"
    }
}

extension Socket.Request {
    init?(head: String) {
        let lines = head.split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        method = String(words[0])
        path = String(words[1])
        body = []
        headers = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ": ", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count == 2 ? String(parts[1]) : ""
        }
    }
}
