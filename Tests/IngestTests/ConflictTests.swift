import Ingest
import Ledger
import Providers
import Testing
import Vocabulary

struct ConflictTests {
    private static func message(_ text: String) throws -> WebhookRequest {
        try TestLedger.sample(.respondIO, "message.received").respondIO(
            body: """
                {"event_type":"message.received","event_id":"e-1","contact":{"id":310001,"phone":"+15550100"},\
                "message":{"messageId":1750000000000000,"traffic":"incoming","timestamp":1750000000000,\
                "message":{"type":"text","text":"\(text)"}}}
                """)
    }

    @Test func `the same id with another content is kept as a conflict, caused by what it contradicts`() async throws {
        try await TestLedger.with { log in
            try await log.accept(try TestLedger.sample(.twilio, "message.received"), from: .twilio)
            let first = try await log.accept(try Self.message("one"), from: .respondIO)
            let second = try await log.accept(try Self.message("two"), from: .respondIO)
            #expect(second.outcomes.map(\.isConflict) == [true])
            #expect(second.outcomes[0].receipt == first.outcomes[0].receipt)
            #expect(!second.isDuplicate)
            let events = try await log.events()
            #expect(events.map(\.header.kind) == [.messageReceived, .messageReceived, .deliveryConflicted])
            #expect(events[2].header.cause == first.outcomes[0].receipt.position)
            #expect(events[2].header.subject == events[1].header.subject)
            #expect(events[2].header.conversation == events[1].header.conversation)
            #expect(events[2].body?.content == (try Self.message("two").body))
        }
    }

    @Test func `the same conflict twice is one event, another content another`() async throws {
        try await TestLedger.with { log in
            for text in ["one", "two", "two", "one", "three", "two", "three"] {
                try await log.accept(try Self.message(text), from: .respondIO)
            }
            let events = try await log.events()
            #expect(events.map(\.header.kind) == [.messageReceived, .deliveryConflicted, .deliveryConflicted])
            #expect(events.map { $0.body?.content } == (try ["one", "two", "three"].map { try Self.message($0).body }))
        }
    }

    @Test func `many conflicting deliveries at once are all kept`() async throws {
        try await TestLedger.with { log in
            try await withThrowingTaskGroup(of: Acceptance.self) { group in
                for number in 0..<20 {
                    let request = try Self.message("text \(number)")
                    for _ in 0..<2 { group.addTask { try await log.accept(request, from: .respondIO) } }
                }
                for try await _ in group {}
            }
            let events = try await log.events()
            #expect(events.filter { $0.header.kind == .messageReceived }.count == 1)
            #expect(events.filter { $0.header.kind == .deliveryConflicted }.count == 19)
            #expect(Set(events.compactMap { $0.body?.content }).count == 20)
        }
    }
}
