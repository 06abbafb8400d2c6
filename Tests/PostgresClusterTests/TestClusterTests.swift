import PostgresCluster
import TestSupport
import Testing

@Suite struct TestClusterTests {
    @Test func `many tests at once get one cluster and a database each`() async throws {
        let connections = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<12 {
                group.addTask { try await TestCluster.database() }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(connections.count == 12)
        for connection in connections {
            #expect(
                Shell.query("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace", connection)
                    == "0")
        }
        #expect(try await TestCluster.shared().isRunning)
    }
}
