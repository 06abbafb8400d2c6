import Glibc
import Testing

@testable import PostgresCluster

@Suite struct LifeCycleTests {
    @Test func `a cluster is made, started, used, restarted and stopped`() async throws {
        let scratch = try ScratchDirectory()
        let cluster = try await PostgresCluster.start(.fast(scratch.cluster))
        #expect(cluster.isRunning)
        #expect(!cluster.wasRunning)
        #expect(cluster.relocation == nil)
        #expect(cluster.directory == scratch.cluster)
        try await cluster.createDatabase("it's \"odd\"")
        let connection = cluster.connectionString(database: "it's \"odd\"")
        #expect(Shell.query("SELECT current_database(), current_user", connection) == "it's \"odd\"|postgres")
        #expect(Shell.query("SHOW server_encoding", connection) == "UTF8")
        #expect(Shell.query("SHOW data_checksums", connection) == "on")
        #expect(Shell.query("SHOW work_mem", connection) == "7MB")
        #expect(Shell.query("SHOW listen_addresses", connection) == "")

        try await cluster.restart()
        #expect(cluster.isRunning)
        #expect(Shell.query("SELECT 1", connection) == "1")

        try await cluster.stop()
        #expect(!cluster.isRunning)
        try await cluster.stop()

        let again = try await PostgresCluster.start(.fast(scratch.cluster))
        #expect(again.socketDirectory == cluster.socketDirectory)
        #expect(Shell.query("SELECT 1", connection) == "1")
    }

    @Test func `a server that runs already is adopted`() async throws {
        let scratch = try ScratchDirectory()
        let first = try await PostgresCluster.start(.fast(scratch.cluster))
        let second = try await PostgresCluster.start(.init(directory: scratch.cluster, listenOnLoopbackPort: 1))
        #expect(second.wasRunning)
        #expect(second.connectionString(database: "x") == first.connectionString(database: "x"))
    }

    @Test func `a killed server starts again, with what was committed`() async throws {
        let scratch = try ScratchDirectory()
        let cluster = try await PostgresCluster.start(.fast(scratch.cluster))
        let connection = cluster.connectionString(database: "postgres")
        _ = Shell.query("CREATE TABLE kept AS SELECT 42 AS answer", connection)
        let server = try #require(Postmaster.running(in: cluster.directory))
        #expect(kill(server.process, SIGKILL) == 0)
        while kill(server.process, 0) == 0 { usleep(1000) }
        let again = try await PostgresCluster.start(.fast(scratch.cluster))
        #expect(!again.wasRunning)
        #expect(Shell.query("SELECT answer FROM kept", connection) == "42")
    }

    @Test func `a stale postmaster.pid with the number of a living process is no hindrance`() async throws {
        let scratch = try ScratchDirectory()
        let cluster = try await PostgresCluster.start(.fast(scratch.cluster))
        let file = cluster.directory + "/postmaster.pid"
        let text = Shell.run("cat \(file)").split(separator: "\n").dropFirst().joined(separator: "\n")
        try await cluster.stop(.immediate)
        // A process of the same account that is no server: what PostgreSQL itself would stumble over.
        let other = Shell.run(
            "(exec \(cluster.user.launcher.joined(separator: " ")) sleep 30) >/dev/null 2>&1 & echo $!")
        defer { Shell.run("kill \(other)") }
        Shell.run("printf '%s\\n%s\\n' \(other) '\(text)' > \(file)")
        #expect(!cluster.isRunning)
        let again = try await PostgresCluster.start(.fast(scratch.cluster))
        #expect(again.isRunning)
    }

    @Test func `of two starts at once one wins, or the other adopts`() async throws {
        let scratch = try ScratchDirectory()
        let options = PostgresCluster.Options.fast(scratch.cluster)
        let outcomes = await withTaskGroup(of: Result<PostgresCluster, PostgresClusterError>.self) { group in
            for _ in 0..<4 {
                group.addTask { () async in
                    do throws(PostgresClusterError) {
                        return .success(try await PostgresCluster.start(options))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let started = outcomes.filter { if case .success(let cluster) = $0 { !cluster.wasRunning } else { false } }
        #expect(started.count == 1)
        for case .failure(let error) in outcomes { #expect(error.code == .busy) }
    }

    @Test func `TCP is open on the loopback interface when asked for, and asks for a password`() async throws {
        let scratch = try ScratchDirectory()
        let port = 20000 + Int(getpid()) % 20000
        let cluster = try await PostgresCluster.start(
            .init(directory: scratch.cluster, settings: ["fsync": "off"], listenOnLoopbackPort: port))
        let socket = cluster.connectionString(database: "postgres")
        #expect(Shell.query("SHOW listen_addresses", socket) == "127.0.0.1")
        let stranger = "host=127.0.0.1 port=\(port) user=postgres dbname=postgres"
        #expect(Shell.query("SELECT 1", stranger).contains("no password supplied"))
        _ = Shell.query("ALTER ROLE postgres PASSWORD 'pass'", socket)
        #expect(Shell.query("SELECT 1", stranger + " password=pass") == "1")
    }

    @Test func `databases are made from templates and dropped while in use`() async throws {
        let scratch = try ScratchDirectory()
        let cluster = try await PostgresCluster.start(.fast(scratch.cluster))
        try await cluster.createDatabase("mother")
        _ = Shell.query("CREATE TABLE t (a int)", cluster.connectionString(database: "mother"))
        try await cluster.createDatabase("daughter", template: "mother")
        #expect(Shell.query("SELECT count(*) FROM t", cluster.connectionString(database: "daughter")) == "0")
        await #expect { try await cluster.createDatabase("mother") } throws: { error in
            guard let error = error as? PostgresClusterError else { return false }
            return error.code == .toolFailed && error.output?.contains("already exists") == true
        }
        await #expect(throws: PostgresClusterError.self) { try await cluster.createDatabase("") }
        try await cluster.dropDatabase("daughter")
        try await cluster.dropDatabase("daughter")
    }
}
