import Dispatch
import Glibc
import PostgresCluster
import Synchronization

/// Stands between Daybook and PostgreSQL, on Unix sockets, and treats what passes as a bad network would.
///
/// One thread moves all bytes; what it is told takes effect within some milliseconds.
final class DatabaseRelay: Sendable {
    /// How the network behaves.
    enum Weather: Sendable, Equatable {
        case fair
        /// Nothing comes through any more, either way, and nobody is told. The connections of that time stay dead.
        case blackHole
        /// Everything comes through, this much later in each direction.
        case slow(Duration)
        /// Every so many COMMITs one reaches the database, and the connection breaks before its answer comes back.
        case losesAnswers(every: Int)
    }

    private struct Orders {
        var weather = Weather.fair
        var cutsNow = false
        var isOver = false
        var lostAnswers = 0
    }

    private let orders = Mutex(Orders())
    private let cluster: PostgresCluster
    private let folder: ScratchFolder

    /// Starts one in front of a cluster, and ends it afterwards.
    static func with<R: Sendable>(
        _ cluster: PostgresCluster, _ body: (DatabaseRelay) async throws -> R
    ) async throws -> R {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let relay = DatabaseRelay(cluster, folder)
        let listener = try UnixSocket.listen(folder.file(".s.PGSQL.\(cluster.port)"))
        DispatchQueue(label: "database-relay").async { relay.run(listener) }
        defer { relay.orders.withLock { $0.isOver = true } }
        return try await body(relay)
    }

    private init(_ cluster: PostgresCluster, _ folder: ScratchFolder) {
        self.cluster = cluster
        self.folder = folder
    }

    /// The connection string of the same database, by way of the relay.
    func detour(_ connectionString: String) -> String {
        connectionString.replacing(cluster.socketDirectory, with: folder.path)
    }

    /// How the network behaves from now on.
    var weather: Weather {
        get { orders.withLock { $0.weather } }
        set { orders.withLock { $0.weather = newValue } }
    }

    /// How many commits were left without their answer.
    var lostAnswers: Int { orders.withLock { $0.lostAnswers } }

    /// Breaks all connections.
    func cut() {
        orders.withLock { $0.cutsNow = true }
    }

    private func run(_ listener: Int32) {
        var links: [RelayLink] = []
        var commits = 0
        while true {
            let orders = orders.withLock { orders in
                defer { orders.cutsNow = false }
                return orders
            }
            if orders.isOver || orders.cutsNow {
                for link in links { link.close() }
                links = []
            }
            if orders.isOver {
                close(listener)
                return
            }
            for index in links.indices {
                if orders.weather == .blackHole { links[index].isDead = true }
                links[index].move(delay: orders.weather.delay)
                guard case .losesAnswers(let every) = orders.weather, links[index].takeCommit() else { continue }
                commits += 1
                guard commits % every == 0 else { continue }
                links[index].isOver = true
                self.orders.withLock { $0.lostAnswers += 1 }
            }
            for link in links where link.isOver { link.close() }
            links.removeAll(where: \.isOver)
            while let client = UnixSocket.accept(listener) {
                let server = UnixSocket.connect("\(cluster.socketDirectory)/.s.PGSQL.\(cluster.port)")
                links.append(RelayLink(client: client, server: server, isDead: orders.weather == .blackHole))
            }
            UnixSocket.wait(for: [listener] + links.flatMap(\.readable), milliseconds: 5)
        }
    }
}

extension DatabaseRelay.Weather {
    fileprivate var delay: Duration {
        if case .slow(let delay) = self { delay } else { .zero }
    }
}
