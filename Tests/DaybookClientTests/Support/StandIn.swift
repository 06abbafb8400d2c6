import Dispatch
import Glibc
import Synchronization
import Testing
import Vocabulary

/// A small server on a real socket that takes writes as Daybook does, each once for its key, and treats its callers badly on request.
final class StandIn: Sendable {
    /// How it treats a connection, or a request.
    enum Manner: Sendable, Equatable, CustomTestStringConvertible {
        case fair
        /// Nobody listens.
        case down
        /// Connections are taken, and nothing is ever said.
        case silent
        /// The first line of an answer comes, and no more.
        case stallsInHead
        /// The head of an answer comes, and no body.
        case stallsInBody
        /// Connections are reset when a request has come.
        case resets
        /// Every so many requests one is cut off: before it is taken, or when it is recorded and not yet answered.
        case cuts(every: Int, recorded: Bool)
        case answers(Int, retryAfter: Int? = nil)

        var testDescription: String { "\(self)" }
    }

    /// A write that was recorded.
    struct Recorded: Sendable {
        var session: String
        var path: String
        var body: JSON
    }

    private struct State {
        var manner = Manner.fair
        var listener: Int32 = -1
        var isOver = false
        var requests = 0
        var arrivals: [ContinuousClock.Instant] = []
        var recorded: [Recorded] = []
        var keys: [String: Int] = [:]
        var sessions: [String: JSON] = [:]
        var keysTaken: Set<String> = ["key"]
        /// How many requests about a new session are still answered as if it weren't there.
        var blindFor = 0
        var sockets: Set<Int32> = []
    }

    private let state = Mutex(State())
    let port: UInt16

    static func with<R>(_ manner: Manner = .fair, _ body: (StandIn) async throws -> R) async throws -> R {
        let standIn = try StandIn()
        standIn.manner = manner
        defer { standIn.end() }
        return try await body(standIn)
    }

    private init() throws {
        let (socket, port) = try Socket.listen(0)
        self.port = port
        start(socket)
    }

    var url: String { "http://127.0.0.1:\(port)" }

    /// How it behaves from now on.
    var manner: Manner {
        get { state.withLock { $0.manner } }
        set {
            let (old, listener) = state.withLock { state in
                defer { state.manner = newValue }
                return (state.manner, state.listener)
            }
            if newValue == .down {
                closeAll()
            } else if old == .down || listener < 0, let (socket, _) = try? Socket.listen(port) {
                start(socket)
            }
        }
    }

    /// What was recorded, each once, in its order.
    var recorded: [Recorded] { state.withLock { $0.recorded } }
    /// How many requests came.
    var requests: Int { state.withLock { $0.requests } }
    /// When they came.
    var arrivals: [ContinuousClock.Instant] { state.withLock { $0.arrivals } }
    /// How many writes came more than once.
    var repetitions: Int { state.withLock { $0.keys.values.count { $0 > 1 } } }
    /// Which API keys are taken.
    var keysTaken: Set<String> {
        get { state.withLock { $0.keysTaken } }
        set { state.withLock { $0.keysTaken = newValue } }
    }

    /// How many requests about sessions find none, as while a read model is behind.
    var blindFor: Int {
        get { state.withLock { $0.blindFor } }
        set { state.withLock { $0.blindFor = newValue } }
    }

    /// What was recorded of a conversation: the contents of its messages.
    func contents(_ session: String) -> [String] {
        recorded.filter { $0.session == session && $0.path.hasSuffix("/messages") }
            .compactMap { $0.body["content"]?.string }
    }

    /// A conversation that is there.
    func addSession(_ id: String, _ data: JSON = [:]) {
        state.withLock { $0.sessions[id] = data }
    }

    private func end() {
        state.withLock { $0.isOver = true }
        closeAll()
    }

    private func closeAll() {
        let (listener, sockets) = state.withLock { state in
            defer { state.listener = -1 }
            return (state.listener, state.sockets)
        }
        if listener >= 0 { shutdown(listener, Int32(SHUT_RDWR)) }
        for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    private func start(_ listener: Int32) {
        state.withLock { $0.listener = listener }
        DispatchQueue(label: "stand-in").async { [self] in
            while case let socket = accept(listener, nil, nil), socket >= 0 {
                state.withLock { _ = $0.sockets.insert(socket) }
                DispatchQueue(label: "stand-in-connection").async { [self] in
                    serve(socket)
                    state.withLock { _ = $0.sockets.remove(socket) }
                    close(socket)
                }
            }
            close(listener)
        }
    }

    private func serve(_ socket: Int32) {
        while let request = Socket.request(socket) {
            let (manner, number) = state.withLock { state in
                state.requests += 1
                state.arrivals.append(.now)
                return (state.manner, state.requests)
            }
            switch manner {
            case .fair: Socket.send(socket, answer(request))
            case .down: return
            case .silent: return Socket.waitForEnd(socket)
            case .stallsInHead:
                Socket.send(socket, "HTTP/1.1 200 OK\r\nContent-Type: app")
                return Socket.waitForEnd(socket)
            case .stallsInBody:
                Socket.send(socket, "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 100\r\n\r\n{\"type\":")
                return Socket.waitForEnd(socket)
            case .resets: return Socket.reset(socket)
            case .cuts(let every, let isRecorded) where number % every == 0:
                if isRecorded { _ = answer(request) }
                return Socket.reset(socket)
            case .cuts: Socket.send(socket, answer(request))
            case .answers(let status, let retryAfter):
                let after = retryAfter.map { "Retry-After: \($0)\r\n" } ?? ""
                Socket.send(socket, Socket.response(status, ["error": ["code": "told_so", "message": "No."]], after))
            }
        }
    }

    private func answer(_ request: Socket.Request) -> String {
        state.withLock { state in
            guard state.keysTaken.contains(request.headers["authorization"]?.dropPrefix("Bearer ") ?? "") else {
                return Socket.response(401, ["error": ["code": "unauthorized", "message": "Another key."]])
            }
            return request.method == "GET" ? Self.read(request, &state) : Self.write(request, &state)
        }
    }

    private static let missing = Socket.response(404, ["type": "2", "message": "No conversation found", "data": .null])

    private static func read(_ request: Socket.Request, _ state: inout State) -> String {
        let name = request.path.split(separator: "/").last.map(String.init) ?? ""
        let digits = name.replacing("%2B", with: "")
        let found =
            state.sessions[name] ?? state.sessions.values.first { $0["userPhone"]?.string?.hasSuffix(digits) == true }
        guard let found else { return missing }
        return Socket.response(
            200, ["type": "1", "message": "ok", "data": found], "ETag: \"\(state.recorded.count)\"\r\n")
    }

    private static func write(_ request: Socket.Request, _ state: inout State) -> String {
        guard let key = request.headers["idempotency-key"], let body = try? JSON(parsing: request.body) else {
            return Socket.response(400, ["error": ["code": "bad_request", "message": "No key or no JSON."]])
        }
        if body["content"]?.string == "refuse me" {
            return Socket.response(400, ["error": ["code": "bad_request", "message": "Not that."]])
        }
        let isOpening = request.path == "/api/v1/conversations"
        let parts = request.path.split(separator: "/")
        let session = isOpening ? body["sessionId"]?.string ?? "" : String(parts[parts.count - 2])
        state.keys[key, default: 0] += 1
        if isOpening {
            state.sessions[session] = [
                "sessionId": .string(session), "userPhone": body["userPhone"] ?? .null, "isActive": true,
                "subDomain": body["subDomain"] ?? .null,
            ]
        } else if state.sessions[session] == nil || state.blindFor > 0 {
            state.blindFor -= 1
            state.keys[key, default: 1] -= 1
            return missing
        }
        if state.keys[key] == 1 {
            state.recorded.append(Recorded(session: session, path: request.path, body: body))
        }
        return Socket.response(
            isOpening ? 201 : 200, ["type": "1", "message": "ok", "data": [:]], "ETag: \"\(state.recorded.count)\"\r\n")
    }
}

extension String {
    fileprivate func dropPrefix(_ prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
