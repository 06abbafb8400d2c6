import Glibc
import Postgres
import Testing
import Vocabulary

extension EndToEnd {
    /// A swap that is in place when the ledger can't take the record of it.
    @Suite struct SwapRecordTests {
        @Test func `killed between swapping and recording, the swap is recorded by the next server, once`() async throws
        {
            try await Installation.withInbox { installation, server in
                #expect(try await server.terminate() == 0)
                try await Self.withHeadLocked(installation) { owner in
                    let rebuild = try installation.start("projections", "rebuild", "inbox")
                    defer { rebuild.kill() }
                    try await eventually("an append that waits after the swap") {
                        try await installation.value(
                            """
                            SELECT sum(generation) = 1 AND EXISTS (\(unsafe: Self.waiting)) FROM projections
                            """)
                    }
                    rebuild.kill()
                    _ = try await owner.query(
                        "SELECT pg_terminate_backend(pid, 10000) FROM (\(unsafe: Self.waiting)) AS dead")
                }
                #expect(try await installation.swaps() == 0)
                #expect(try await installation.unrecordedSwaps() == 1)
                try await Server.with(installation) { _ in try await Self.untilRecorded(installation) }
                #expect(try await installation.swaps() == 1)
                #expect(try await installation.daybook("audit", "verify").status == 0)
            }
        }

        @Test func `a rebuild that can't record its swap says so, and a server does it later`() async throws {
            try await Installation.withInbox { installation, _ in
                try await Self.withHeadLocked(installation) { _ in
                    let outcome = try await installation.daybook("projections", "rebuild", "inbox")
                    #expect(outcome.status == 1)
                    #expect(outcome.errors.contains("The new tables are in place"), "\(outcome)")
                    #expect(outcome.output.contains("generation 1"), "\(outcome)")
                }
                try await Self.untilRecorded(installation)
                #expect(try await installation.swaps() == 1)
                #expect(try await installation.rebuildInbox()["generation"] == 2)
                #expect(try await installation.swaps() == 2)
            }
        }

        /// The backends that wait for the head.
        private static let waiting =
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"

        /// Does `body` while nothing can be appended.
        private static func withHeadLocked(
            _ installation: Installation, _ body: @Sendable (PostgresConnection) async throws -> Void
        ) async throws {
            try await installation.asSuperuser { owner in
                try await owner.executeScript("BEGIN; SELECT FROM head FOR UPDATE")
                try await body(owner)
                try await owner.executeScript("ROLLBACK")
            }
        }

        private static func untilRecorded(_ installation: Installation) async throws {
            try await eventually("a record of the swap") { try await installation.unrecordedSwaps() == 0 }
        }
    }
}
