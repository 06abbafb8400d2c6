import Glibc
import Postgres
import Testing

@Suite("Connecting")
struct ConnectTests {
    private func connect(_ string: String, timeout: Duration = .seconds(5)) async throws -> PostgresError {
        try await postgresError {
            _ = try await PostgresConnection.connect(
                PostgresConfiguration(connectionString: string, connectTimeout: timeout), logger: testLogger)
        }
    }

    @Test(
        "a server that isn't there is unavailable at once",
        arguments: [
            "host=/nowhere user=me", "host=127.0.0.1 port=1 user=me", "postgresql://me@127.0.0.1:1,127.0.0.1:2/x",
        ])
    func refused(_ string: String) async throws {
        let error = try await connect("\(string)", timeout: .seconds(60))
        #expect(error.code == .unavailable)
        #expect(error.isUnavailable)
        #expect(!error.outcomeUnknown)
    }

    @Test(
        "a password is in no error",
        arguments: [
            "host=/nowhere password=hunter2", "postgresql://me:hunter2@127.0.0.1:1/x", "password='hunter2", "hunter2",
        ])
    func password(_ string: String) async throws {
        let error = try await connect(string)
        #expect(!"\(error) \(String(reflecting: error))".contains("hunter2"))
        let configuration = PostgresConfiguration(connectionString: string)
        var dumped = "\(configuration)"
        dump(configuration, to: &dumped)
        #expect(!dumped.contains("hunter2"))
    }

    @Test(arguments: ["what is this", "postgresql://[", "nonsense=1"])
    func `a connection string that can't be read is told apart`(_ string: String) async throws {
        #expect(try await connect(string).code == .invalidConfiguration)
    }

    @Test func `a database, role or setting that isn't there is refused`() async throws {
        var configuration = try await testDatabase()
        let string = configuration.connectionString
        #expect(try await connect("\(string) dbname=nowhere").code == .unavailable)
        configuration.parameters = ["no_such_setting": "1"]
        let setting = try await postgresError { [configuration] in
            _ = try await PostgresConnection.connect(configuration, logger: testLogger)
        }
        #expect(setting.sqlState == "42704")
    }

    @Test func `the next host is tried when the first refuses`() async throws {
        var configuration = try await testDatabase()
        let direct = try await PostgresConnection.connect(configuration, logger: testLogger)
        let socket = try await serverSocket(direct)
        await direct.close()
        // Of a keyword that comes twice, libpq takes the last.
        configuration.connectionString += " host=/nowhere,\(socket.directory)"
        let connection = try await PostgresConnection.connect(configuration, logger: testLogger)
        #expect(try await connection.query("SELECT 1").count == 1)
        await connection.close()
    }

    @Test func `a server that swallows everything is given up at the deadline, or when the task is cancelled`()
        async throws
    {
        try await withSilentServer { directory in
            let error = try await connect("host=\(directory) user=me", timeout: .milliseconds(100))
            #expect(error.code == .unavailable)
            let code = try await withThrowingTaskGroup(of: PostgresError.Code.self) { group in
                group.addTask { try await connect("host=\(directory) user=me", timeout: .seconds(60)).code }
                try await Task.sleep(for: .milliseconds(50))
                group.cancelAll()
                return try await group.next()
            }
            #expect(code == .cancelled)
        }
    }

    /// A socket that lets connections in and never says a word.
    private func withSilentServer(_ body: (String) async throws -> Void) async throws {
        try await withSocketDirectory { directory in
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: "\(directory)/.s.PGSQL.5432".utf8) }
            let bound = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            try #require(bound == 0 && listen(descriptor, 8) == 0)
            try await body(directory)
        }
    }
}

/// A short-lived directory for sockets, whose paths must be short.
func withSocketDirectory<R>(_ body: (String) async throws -> R) async throws -> R {
    var template = Array("/tmp/daybook-socket-XXXXXX".utf8CString)
    let directory = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer {
        unlink("\(directory)/.s.PGSQL.5432")
        rmdir(directory)
    }
    return try await body(directory)
}

/// Where the server listens.
func serverSocket(_ connection: PostgresConnection) async throws -> (directory: String, name: String) {
    let rows = try await connection.query(
        """
        SELECT split_part(current_setting('unix_socket_directories'), ',', 1),
            '.s.PGSQL.' || current_setting('port')
        """)
    let (directory, name) = try #require(rows.first).decode(String.self, String.self)
    return (directory, name)
}
