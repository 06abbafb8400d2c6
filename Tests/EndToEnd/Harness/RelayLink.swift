import Glibc

/// Two connected sockets, and what is on its way between them.
struct RelayLink {
    /// Whatever comes is thrown away, for good.
    var isDead: Bool
    /// One side has closed, and all of its bytes are delivered; or there was no other side.
    var isOver = false

    private let client: Int32
    private let server: Int32
    private var toServer = Lane()
    private var toClient = Lane()

    /// - Parameter server: `nil` when nobody listens there.
    init(client: Int32, server: Int32?, isDead: Bool) {
        self.client = client
        self.server = server ?? -1
        self.isDead = isDead
        isOver = server == nil
    }

    /// The sockets from which something may still come.
    var readable: [Int32] {
        [toServer.hasEnded ? nil : client, toClient.hasEnded ? nil : server].compactMap(\.self)
    }

    /// Passes on what is there and due.
    mutating func move(delay: Duration) {
        guard !isOver else { return }
        toServer.move(from: client, to: server, delay: delay, isDead: isDead)
        toClient.move(from: server, to: client, delay: delay, isDead: isDead)
        isOver = toServer.isDone || toClient.isDone
    }

    /// Whether a COMMIT has been passed on since the last time it was asked for.
    mutating func takeCommit() -> Bool {
        defer { toServer.hasCommitted = false }
        return toServer.hasCommitted
    }

    func close() {
        Glibc.close(client)
        if server >= 0 { Glibc.close(server) }
    }
}

/// One direction.
private struct Lane {
    private var waiting: [(due: ContinuousClock.Instant, bytes: [UInt8])] = []
    private(set) var hasEnded = false
    var hasCommitted = false

    var isDone: Bool { hasEnded && waiting.isEmpty }

    mutating func move(from source: Int32, to sink: Int32, delay: Duration, isDead: Bool) {
        while !hasEnded, waiting.count < 64 {
            guard let bytes = UnixSocket.read(source) else {
                hasEnded = true
                break
            }
            if bytes.isEmpty { break }
            if !isDead { waiting.append((ContinuousClock.now + delay, bytes)) }
        }
        if isDead { waiting = [] }
        while let first = waiting.first, first.due <= .now {
            let sent = UnixSocket.write(first.bytes, to: sink)
            if sent == first.bytes.count {
                hasCommitted = hasCommitted || first.bytes.firstRange(of: Array("COMMIT".utf8)) != nil
                waiting.removeFirst()
            } else {
                waiting[0].bytes.removeFirst(sent)
                return
            }
        }
    }
}
