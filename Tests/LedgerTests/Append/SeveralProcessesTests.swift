import Ledger
import Postgres
import Testing
import Vocabulary

struct SeveralProcessesTests {
    /// Each has to take the tree's edge over from the other, at sizes around those at which tiles are filled.
    @Test func `two ledgers that take turns grow one tree`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { one in
                try await database.withLedger { other in
                    let subject = try await one.contact()
                    var size = 0
                    for step in [1, 1, 252, 1, 1, 1, 2, 250, 3, 256, 512, 5, 255, 1, 1] {
                        let ledger = step % 2 == 0 ? one : other
                        try await ledger.record(size..<size + step, about: subject)
                        size += step
                        try await (size % 3 == 0 ? one : other).record(size..<size + 1, about: subject)
                        size += 1
                    }
                    try await database.expectSound(one, size: Int64(size))
                }
            }
        }
    }

    @Test func `what the database has for defaults doesn't matter`() async throws {
        try await TestDatabase.with { database in
            try await database.execute(
                """
                DO $$ BEGIN
                  EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation = serializable', current_database());
                  EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database());
                END $$
                """)
            try await database.withLedger { one in
                try await database.withLedger { other in
                    let subject = try await one.contact()
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for (name, ledger) in [("one", one), ("other", other)] {
                            group.addTask {
                                for number in 0..<100 {
                                    let outcome = try await ledger.append([.note("\(name) \(number)", about: subject)])
                                    #expect(outcome[0].isRecorded)
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                    try await database.expectSound(one, size: 200)
                }
            }
        }
    }

    @Test func `a ledger that is opened again goes on from the tree that is there`() async throws {
        try await TestDatabase.with { database in
            var size = 0
            for step in [255, 1, 1, 255, 3] {
                try await database.withLedger { ledger in
                    try await ledger.record(size..<size + step, about: try await ledger.contact())
                }
                size += step
            }
            try await database.withLedger { try await database.expectSound($0, size: 515) }
        }
    }

    /// As after a failover that lost the last commit: the head has the size that this process left it at, and another edge.
    @Test func `another history of the same size is taken over from`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                try await ledger.record(0..<6, about: subject)
                try await database.execute("CREATE TABLE head_at_6 AS SELECT * FROM head")
                try await ledger.record(6..<7, about: subject)
                try await database.execute(
                    tampering: true,
                    """
                    DELETE FROM events WHERE position = 6; DELETE FROM event_ids WHERE position = 6;
                    UPDATE head SET (size, edge, root, recorded_at) = (SELECT size, edge, root, recorded_at FROM head_at_6);
                    """)
                try await database.withLedger { try await $0.record(60..<61, about: subject) }
                try await ledger.record(7..<8, about: subject)
                try await database.expectSound(ledger, size: 8)
            }
        }
    }

    @Test func `a damaged head or tree isn't built upon`() async throws {
        for damage in [
            "UPDATE head SET edge = edge || edge", "UPDATE head SET size = size + 1",
            "DELETE FROM events WHERE position = 3",
        ] {
            try await TestDatabase.with { database in
                try await database.withLedger { try await $0.record(0..<7, about: try await $0.contact()) }
                try await database.execute(tampering: true, damage)
                try await database.withLedger { ledger in
                    let subject = try await ledger.contact()
                    let error = await #expect(throws: LedgerError.self, "\(damage)") {
                        try await ledger.record(7..<8, about: subject)
                    }
                    #expect(error?.code == .corrupt, "\(damage)")
                    #expect(try await database.count("SELECT count(*) FROM event_ids") == 7)
                }
            }
        }
    }
}
