import Ledger
import Testing
import Vocabulary

struct ConditionTests {
    @Test func `an append happens only if its conversation has nothing new`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                let talk = ledger.conversation(.default, .daybook, "talk")
                func append(_ key: String, after position: Position?) async throws(LedgerError) -> AppendOutcome {
                    try await ledger.append(
                        [.note(key, about: subject, conversation: talk)],
                        condition: AppendCondition(conversation: talk, nothingAfter: position))[0]
                }
                try await ledger.record(0..<3, about: subject)
                let first = try await append("first", after: nil)
                #expect(first.receipt.position == Position(3))
                // Events of others don't count.
                try await ledger.record(3..<6, about: subject)
                let refused = await #expect(throws: LedgerError.self) { try await append("second", after: nil) }
                #expect(refused?.code == .conditionFailed(latest: Position(3)))
                #expect(try await append("second", after: Position(3)).isRecorded)
                #expect(try await append("first", after: nil) == .duplicate(first.receipt))
                try await database.expectSound(ledger, size: 8)
            }
        }
    }

    @Test func `of many with one condition exactly one wins, by whichever process`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { one in
                try await database.withLedger { other in
                    let subject = try await one.contact()
                    let talk = one.conversation(.default, .daybook, "talk")
                    #expect(other.conversation(.default, .daybook, "talk") == talk)
                    var seen: Position?
                    for round in 0..<5 {
                        let condition = AppendCondition(conversation: talk, nothingAfter: seen)
                        let winners = await withTaskGroup(of: Position?.self) { group in
                            for number in 0..<20 {
                                let ledger = number % 2 == 0 ? one : other
                                group.addTask {
                                    do throws(LedgerError) {
                                        return try await ledger.append(
                                            [.note("\(round)/\(number)", about: subject, conversation: talk)],
                                            condition: condition)[0].receipt.position
                                    } catch {
                                        #expect(error.code.isConditionFailed)
                                        return nil
                                    }
                                }
                            }
                            return await group.reduce(into: [Position]()) { winners, position in
                                if let position { winners.append(position) }
                            }
                        }
                        #expect(winners.count == 1)
                        seen = winners.first
                    }
                    try await database.expectSound(one, size: 5)
                }
            }
        }
    }
}
