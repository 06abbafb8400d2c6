import Ingest
import Ledger
import Providers
import Testing
import Vocabulary

@testable import Server

/// Finding what couldn't be read.
@Suite(.serialized)
struct QuarantineTests {
    private static func quarantine(
        _ text: String, of source: Source, tenant: TenantID = .default, in ledger: Ledger
    ) async throws {
        _ = try await Ingest(ledger: ledger).quarantine(
            WebhookRequest(url: "https://example.com/", headers: [:], body: Array(text.utf8)),
            UnreadableDelivery("a form of this year"), of: source, tenant: tenant,
            receivedAt: Timestamp(microseconds: 1_750_000_000_000_000))
    }

    private static let message =
        "MessageSid=SM1&From=whatsapp%3A%2B15550100&To=whatsapp%3A%2B15550101&Body=hi&NumMedia=0"

    @Test func `what is open is found by tenant, source, position and time, until it was read`() async throws {
        try await TestServer.run { server in
            let ledger = server.ledger
            let acme = try #require(TenantID("acme"))
            try await Self.quarantine("one", of: .respondIO, in: ledger)
            try await Self.quarantine(Self.message, of: .twilio, in: ledger)
            try await Self.quarantine("three", of: .twilio, tenant: acme, in: ledger)
            let quarantine = Quarantine(ledger: ledger)
            func positions(_ selection: Quarantine.Selection) async throws -> [Int64] {
                try await quarantine.deliveries(selection).filter(\.isOpen).map(\.header.position.rawValue)
            }
            #expect(try await positions(.init()) == [0, 1, 2])
            #expect(try await positions(.init(tenant: acme)) == [2])
            #expect(try await positions(.init(source: .twilio)) == [1, 2])
            #expect(try await positions(.init(from: Position(1))) == [1, 2])
            #expect(try await positions(.init(positions: [Position(0), Position(2), Position(9)])) == [0, 2])

            let found = try await quarantine.deliveries(.init())
            #expect(found.map(\.reason) == Array(repeating: "a form of this year", count: 3))
            #expect(found.map(\.size) == [3, Self.message.utf8.count, 5])
            #expect(try await quarantine.reread(found[1], isTrial: true).state == .readable)
            let outcomes = [try await quarantine.reread(found[0]), try await quarantine.reread(found[1])]
            #expect(outcomes.map(\.state) == [.open, .read])
            #expect(outcomes.map(\.recorded) == [0, 1])
            #expect(try await positions(.init()) == [0, 2])
            #expect(try await quarantine.deliveries(.init()).map(\.isRead) == [false, true, false])
            let again = try await quarantine.reread(found[1])
            #expect((again.recorded, again.present) == (0, 1))
        }
    }

    @Test func `a moment's position is that of the first event that was recorded since`() async throws {
        try await TestServer.run { server in
            let reader = server.ledger.primary
            #expect(try await reader.position(recordedSince: .now()) == .first)
            for number in 0..<6 { try await Self.quarantine("\(number)", of: .twilio, in: server.ledger) }
            let times = try await reader.events(EventSelection()).map(\.header.recordedAt)
            for time in times {
                let first = Int64(times.firstIndex(of: time) ?? -1)
                #expect(try await reader.position(recordedSince: time) == Position(first))
            }
            let later = try #require(times.last).advanced(by: .microseconds(1))
            #expect(try await reader.position(recordedSince: later) == Position(6))
            #expect(try await reader.position(recordedSince: Timestamp(microseconds: 0)) == .first)
        }
    }
}
