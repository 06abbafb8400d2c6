import Curl
import Dispatch
import Glibc
import Postgres
import TestSupport
import Testing

extension EndToEnd {
    /// Connections on which nothing happens.
    @Suite struct IdleConnectionTests {
        @Test func `ten thousand idle connections hold up nobody, and take little memory`() async throws {
            let wanted = 10_000
            let count = min(wanted, Self.raisedLimit() - 1000)
            if count < wanted {
                Issue.record("only \(count) connections: the system allows no more open files", severity: .warning)
            }
            try #require(count > 100)
            try await Installation.with { installation in
                try await Server.with(installation, changes: ["LOG_LEVEL": "warning"]) { server in
                    let connections = try await Self.open(count, port: server.port)
                    let attempts = await server.attempts(0..<100, width: 16, seed: 71)
                    #expect(attempts.allSatisfy { $0.status == 200 })
                    #expect(attempts.percentile(99) < .seconds(2))
                    let memory = try server.process.residentMiB
                    #expect(memory <= 150, "\(memory) MiB with \(connections.count) connections")
                    #expect(!server.process.errors.contains("Too many open files"))
                }
            }
        }

        @Test func `when there is no room for more, the idlest connections are closed, and the server goes on`()
            async throws
        {
            try await Installation.with { installation in
                try await Server.with(installation, openFiles: 400) { server in
                    #expect(try await server.deliver("message.received", seed: 72).status == 200)
                    var connections = try (0..<350).map { _ in try RawConnection(port: server.port) }
                    // Neither is who comes now kept out, nor who is known already.
                    let newcomer = try Server.makeClient()
                    defer { newcomer.close() }
                    let request = HTTPRequest(.get, url: server.url + "/healthz")
                    #expect(try await newcomer.send(request).status == 200)
                    #expect(try await server.deliver("message.received", seed: 72, index: 1).status == 200)
                    #expect(await connections[0].readToEnd() != nil)
                    connections.removeAll()
                    let attempts = await server.attempts(2..<42, width: 8, seed: 72)
                    #expect(attempts.allSatisfy { $0.status == 200 })
                    #expect(!server.process.errors.contains("open files"), "\(server.process.errors.suffix(1000))")
                    #expect(try await server.terminate() == 0)
                }
            }
        }

        /// Opens connections, and asks something on every fourth, which then is between two requests.
        private static func open(_ count: Int, port: Int) async throws -> [RawConnection] {
            // Not on the threads that all tests share: its calls block.
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(with: Result { try openBlocking(count, port: port) })
                }
            }
        }

        private static func openBlocking(_ count: Int, port: Int) throws -> [RawConnection] {
            var connections: [RawConnection] = []
            for start in stride(from: 0, to: count, by: 200) {
                let some = try (start..<min(start + 200, count)).map { _ in try RawConnection(port: port) }
                let asking = some.enumerated().filter { $0.offset.isMultiple(of: 4) }.map(\.element)
                for connection in asking { connection.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n") }
                for connection in asking {
                    let answer = connection.read().map { String(decoding: $0, as: UTF8.self) }
                    guard answer?.hasPrefix("HTTP/1.1 200") == true else {
                        throw HarnessError("a connection was answered \(answer ?? "nothing")")
                    }
                }
                connections += some
            }
            return connections
        }

        /// Raises the number of files that this process may have open as far as the system lets it.
        private static func raisedLimit() -> Int {
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            limit.rlim_cur = limit.rlim_max
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            return Int(clamping: limit.rlim_cur)
        }
    }
}
