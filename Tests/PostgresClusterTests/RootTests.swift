import Glibc
import Testing

@testable import PostgresCluster

/// What is different for root, for whom PostgreSQL's programs run as somebody else.
@Suite(.enabled(if: geteuid() == 0)) struct RootTests {
    @Test func `the server, its files and its socket belong to an unprivileged account`() async throws {
        let scratch = try ScratchDirectory()
        let cluster = try await PostgresCluster.start(.fast(scratch.cluster))
        #expect(cluster.user.id != 0)
        #expect(Shell.run("stat -c %u:%a \(cluster.directory)") == "\(cluster.user.id):700")
        #expect(Shell.run("stat -c %u:%a \(cluster.socketDirectory)") == "\(cluster.user.id):700")
        #expect(Shell.run("find \(cluster.directory) -user 0") == "")
    }

    @Test func `a directory that the account can't reach gives way to one below var, and says so`() async throws {
        let scratch = try ScratchDirectory()
        Shell.run("mkdir -m 700 \(scratch.path)/closed")
        let wanted = scratch.path + "/closed/deep/cluster"
        let place = DataDirectory.fallback(for: wanted)
        defer { PostgresCluster.discard(directory: place) }
        let cluster = try await PostgresCluster.start(.fast(wanted))
        #expect(cluster.directory == place)
        #expect(cluster.relocation?.contains(place) == true)
        let again = try await PostgresCluster.start(.fast(wanted))
        #expect(again.wasRunning)
        #expect(again.relocation == cluster.relocation)
    }
}
