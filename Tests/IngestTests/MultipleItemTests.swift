import Ingest
import Ledger
import Providers
import Testing
import Vocabulary

/// Deliveries of several items, as WhatsApp sends them.
struct MultipleItemTests {
    /// Reads `id:phone,id:phone` as that many messages.
    private struct ListReader: WebhookReader {
        let source = Source.respondIO

        func isAuthentic(_ request: WebhookRequest, _ secrets: ProviderSecrets, at now: Timestamp) -> Bool { true }

        func read(_ request: WebhookRequest) throws(UnreadableDelivery) -> Delivery {
            let text = String(decoding: request.body, as: UTF8.self)
            let items = text.split(separator: ",").map { entry in
                let parts = entry.split(separator: ":").map(String.init)
                return DeliveryItem(
                    kind: .messageReceived, key: parts[0], identifiers: [ContactIdentifier(.phone, parts[1])],
                    conversation: parts[1], occurredAt: nil)
            }
            return Delivery(items: items, body: .verbatim(headers: [:], bytes: request.body), eventName: nil, key: text)
        }

        func fact(kind: EventKind, headers: JSONObject, bytes: [UInt8]) throws(UnreadableDelivery) -> Fact {
            throw UnreadableDelivery("no facts here")
        }
    }

    private static func accept(_ body: String, _ log: TestLedger) async throws -> Acceptance {
        try await Ingest(ledger: log.ledger).accept(
            WebhookRequest(url: TestLedger.url, headers: [:], body: Array(body.utf8)), by: ListReader(),
            secrets: TestLedger.secrets, tenant: .default, receivedAt: TestLedger.receivedAt)
    }

    @Test func `each item is an event of its own, caused by the delivery`() async throws {
        try await TestLedger.with { log in
            let acceptance = try await Self.accept("m1:+1,m2:+2,m3:+1", log)
            #expect(acceptance.outcomes.map(\.isRecorded) == [true, true, true, true])
            let headers = try await log.events().map(\.header)
            #expect(headers.map(\.kind) == [.deliveryReceived, .messageReceived, .messageReceived, .messageReceived])
            #expect(headers.map(\.cause?.rawValue) == [nil, 0, 0, 0])
            #expect(headers[1].subject == headers[3].subject)
            #expect(headers[1].subject != headers[2].subject)
            #expect(headers.map(\.occurredAt) == Array(repeating: TestLedger.receivedAt, count: 4))
            let again = try await Self.accept("m1:+1,m2:+2,m3:+1", log)
            #expect(again.isDuplicate)
        }
    }

    @Test func `a single item needs no delivery beside it, and none at all is only that`() async throws {
        try await TestLedger.with { log in
            _ = try await Self.accept("m1:+1", log)
            _ = try await Self.accept("", log)
            let kinds = try await log.events().map(\.header.kind)
            #expect(kinds == [.messageReceived, .deliveryReceived])
        }
    }
}
