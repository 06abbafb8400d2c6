import Glibc
import Testing

@testable import PostgresCluster

@Suite struct RefusalTests {
    @Test func `a directory with other things in it is refused and left as it is`() async throws {
        let scratch = try ScratchDirectory()
        let user = try ClusterUser.current()
        Shell.run("mkdir \(scratch.cluster); echo 1 > \(scratch.cluster)/mine; chown -R \(user.id) \(scratch.cluster)")
        await expect(.notACluster, .fast(scratch.cluster))
        #expect(Shell.run("ls \(scratch.cluster)") == "mine")
    }

    @Test func `a cluster whose making was broken off is refused`() async throws {
        let scratch = try ScratchDirectory()
        let user = try ClusterUser.current()
        Shell.run(
            "mkdir \(scratch.cluster); echo 15 > \(scratch.cluster)/PG_VERSION; chown -R \(user.id) \(scratch.cluster)")
        await expect(.notACluster, .fast(scratch.cluster))
    }

    @Test func `a file in the directory's place is refused`() async throws {
        let scratch = try ScratchDirectory()
        Shell.run("echo 1 > \(scratch.cluster)")
        await expect(.directoryUnusable, .fast(scratch.cluster))
        await expect(.directoryUnusable, .fast(scratch.cluster + "/below"))
    }

    @Test func `a cluster of a version that is not installed names the package to install`() async throws {
        let scratch = try ScratchDirectory()
        let user = try ClusterUser.current()
        Shell.run(
            "cd \(scratch.path) && mkdir cluster && echo 9 > cluster/PG_VERSION && touch cluster/daybook.conf "
                + "&& chown -R \(user.id) cluster")
        let error = await expect(.programsMissing, .fast(scratch.cluster))
        #expect(error?.advice?.contains("postgresql-9") == true)
    }

    @Test(.enabled(if: geteuid() == 0)) func `another account's directory is not taken over`() async throws {
        let scratch = try ScratchDirectory()
        Shell.run("mkdir \(scratch.cluster) && chown 12345 \(scratch.cluster)")
        await expect(.directoryUnusable, .fast(scratch.cluster))
    }

    @Test func `a symbolic link in the directory's place is refused`() async throws {
        let scratch = try ScratchDirectory()
        Shell.run("mkdir \(scratch.path)/other && ln -s \(scratch.path)/other \(scratch.cluster)")
        await expect(.directoryUnusable, .fast(scratch.cluster))
    }

    @Test func `a setting that PostgreSQL refuses comes back with the server's words`() async throws {
        let scratch = try ScratchDirectory()
        let error = await expect(
            .toolFailed, .init(directory: scratch.cluster, settings: ["shared_buffers": "many"]))
        #expect(error?.output?.contains("shared_buffers") == true)
    }

    @Test(arguments: ["a b", "", "x'; y", "x\ny"])
    func `a setting's name is checked`(name: String) async throws {
        let scratch = try ScratchDirectory()
        await expect(.invalidOption, .init(directory: scratch.cluster, settings: [name: "1"]))
    }

    @Test(arguments: ["relative", "/tmp/" + String(repeating: "x", count: 95)])
    func `a socket path that can't work is refused`(path: String) async throws {
        let scratch = try ScratchDirectory()
        await expect(.invalidOption, .init(directory: scratch.cluster, socketDirectory: path))
    }

    @Test(arguments: [0, -1, 65536])
    func `a port out of range is refused`(port: Int) async throws {
        let scratch = try ScratchDirectory()
        await expect(.invalidOption, .init(directory: scratch.cluster, listenOnLoopbackPort: port))
    }

    @discardableResult
    private func expect(
        _ code: PostgresClusterError.Code, _ options: PostgresCluster.Options,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async -> PostgresClusterError? {
        do throws(PostgresClusterError) {
            _ = try await PostgresCluster.start(options)
            Issue.record("The cluster started.", sourceLocation: sourceLocation)
            return nil
        } catch {
            #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
            return error
        }
    }
}
