import Glibc
import NIOCore

/// Where a request came from, as far as limits go.
struct CallerAddress: Hashable, Sendable {
    /// An IPv4 address, or the /64 of an IPv6 address, of which one caller has them all; `-` for a Unix socket.
    let text: String

    /// - Parameters:
    ///   - remote: the other end of the connection.
    ///   - forwarded: the values of `X-Forwarded-For`, to which each proxy adds whom it took the request from.
    ///   - proxies: how many proxies of ours there are in front: only what they added is believed.
    init(_ remote: SocketAddress?, forwarded: [String], proxies: Int) {
        let named = forwarded.flatMap { $0.split(separator: ",") }.suffix(proxies)
        let address = named.first.flatMap { Self.address(String($0)) }
        text = Self.text(of: named.count == proxies && proxies > 0 ? address ?? remote : remote)
    }

    private static func address(_ text: String) -> SocketAddress? {
        var text = String(text.drop { $0 == " " }.prefix { $0 != " " })
        // Some proxies add the port: "[2001:db8::1]:443", "192.0.2.1:443".
        if text.hasPrefix("[") {
            text = String(text.dropFirst().prefix { $0 != "]" })
        } else if text.count(where: { $0 == ":" }) == 1 {
            text = String(text.prefix { $0 != ":" })
        }
        return try? SocketAddress(ipAddress: text, port: 0)
    }

    private static func text(of address: SocketAddress?) -> String {
        guard let address, let ip = address.ipAddress else { return "-" }
        var bytes = [UInt8](repeating: 0, count: 16)
        guard case .v6 = address, inet_pton(AF_INET6, ip, &bytes) == 1 else { return ip }
        // An IPv4 address in the clothes of IPv6.
        if bytes.prefix(12).elementsEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) {
            return bytes.suffix(4).map(String.init).joined(separator: ".")
        }
        return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") + "/64"
    }
}
