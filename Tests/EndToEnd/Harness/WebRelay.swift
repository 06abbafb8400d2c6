import Dispatch
import Glibc
import Synchronization

/// Stands between callers and a server's port on the loopback, and lets no connection live for long.
final class WebRelay: Sendable {
    private struct Orders {
        /// The longest life of a connection; `nil` lets all live.
        var lives: ClosedRange<Int>?
        var isOver = false
        var cuts = 0
    }

    private let orders = Mutex(Orders())
    private let target: Int
    let port: Int

    /// Starts one in front of a port, whether or not somebody listens there, and ends it afterwards.
    static func with<R: Sendable>(port: Int, _ body: (WebRelay) async throws -> R) async throws -> R {
        let (listener, own) = try Loopback.listen()
        let relay = WebRelay(target: port, port: own)
        DispatchQueue(label: "web-relay").async { relay.run(listener) }
        defer { relay.orders.withLock { $0.isOver = true } }
        return try await body(relay)
    }

    private init(target: Int, port: Int) {
        self.target = target
        self.port = port
    }

    /// For how many milliseconds a connection lives, at least and at most; `nil` for as long as it likes.
    var lives: ClosedRange<Int>? {
        get { orders.withLock { $0.lives } }
        set { orders.withLock { $0.lives = newValue } }
    }

    /// How many connections were cut.
    var cuts: Int { orders.withLock { $0.cuts } }

    private func run(_ listener: Int32) {
        var links: [(link: RelayLink, end: ContinuousClock.Instant?)] = []
        while true {
            let orders = orders.withLock { $0 }
            if orders.isOver {
                for (link, _) in links { link.close() }
                close(listener)
                return
            }
            for index in links.indices {
                links[index].link.move(delay: .zero)
                guard let end = links[index].end, end <= .now, !links[index].link.isOver else { continue }
                links[index].link.isOver = true
                self.orders.withLock { $0.cuts += 1 }
            }
            for (link, _) in links where link.isOver { link.close() }
            links.removeAll { $0.link.isOver }
            while let client = UnixSocket.accept(listener) {
                let link = RelayLink(client: client, server: Loopback.connect(target), isDead: false)
                let life = orders.lives.map { Duration.milliseconds(Int.random(in: $0)) }
                links.append((link, life.map { .now + $0 }))
            }
            UnixSocket.wait(for: [listener] + links.flatMap(\.link.readable), milliseconds: 5)
        }
    }
}
