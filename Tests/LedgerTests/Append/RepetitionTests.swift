import Ledger
import Postgres
import Testing
import Vocabulary

struct RepetitionTests {
    @Test func `the same fact is recorded once, and its first receipt comes back`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                try await ledger.record(0..<5, about: subject)
                let first = try await ledger.append([.note("a", about: subject)])[0]
                let second = try await ledger.append([.note("a", about: subject)])[0]
                #expect(first.isRecorded)
                #expect(second == .duplicate(first.receipt))
                try await database.expectSound(ledger, size: 6)
            }
        }
    }

    @Test func `another content under the same id is a conflict, and isn't recorded`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                let first = try await ledger.append([.note("a", about: subject, text: "one")])[0]
                let other = try await ledger.append([.note("a", about: subject, text: "two")])[0]
                #expect(other == .conflict(first.receipt))
                let kind = try await ledger.append([.note("a", about: subject, text: "one", kind: .taskCreated)])[0]
                #expect(kind == .conflict(first.receipt))
                try await database.expectSound(ledger, size: 1)
            }
        }
    }

    @Test func `of many at once with one id exactly one is recorded, by whichever process`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { one in
                try await database.withLedger { other in
                    let subject = try await one.contact()
                    #expect(try await other.contact() == subject)
                    let outcomes = try await withThrowingTaskGroup(of: AppendOutcome.self) { group in
                        for number in 0..<100 {
                            let ledger = number % 2 == 0 ? one : other
                            group.addTask { try await ledger.append([.note("a", about: subject)])[0] }
                        }
                        return try await group.reduce(into: [AppendOutcome]()) { $0.append($1) }
                    }
                    #expect(outcomes.filter(\.isRecorded).count == 1)
                    #expect(outcomes.filter(\.isDuplicate).count == 99)
                    #expect(Set(outcomes.map(\.receipt)).count == 1)
                    try await database.expectSound(one, size: 1)
                }
            }
        }
    }

    @Test func `the same key of another tenant or source is another fact`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let acme = try #require(TenantID("acme"))
                let subjects = try await ledger.subjects([.tenant(.default), .tenant(acme)])
                var sourced = EventDraft.note("a", about: subjects[0])
                sourced.source = .agent
                let outcomes = try await ledger.append([
                    .note("a", about: subjects[0]), .note("a", about: subjects[1], tenant: acme), sourced,
                ])
                #expect(outcomes.map(\.isRecorded) == [true, true, true])
                try await database.expectSound(ledger, size: 3)
            }
        }
    }
}
