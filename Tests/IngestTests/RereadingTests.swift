import Ingest
import Ledger
import Providers
import Testing
import Vocabulary

/// Quarantined deliveries that a later version reads.
struct RereadingTests {
    /// Can't read anything yet.
    private struct NoviceReader: WebhookReader {
        let source: Source

        func isAuthentic(_ request: WebhookRequest, _ secrets: ProviderSecrets, at now: Timestamp) -> Bool { true }

        func read(_ request: WebhookRequest) throws(UnreadableDelivery) -> Delivery {
            throw UnreadableDelivery("a form of this year")
        }

        func fact(kind: EventKind, headers: JSONObject, bytes: [UInt8]) throws(UnreadableDelivery) -> Fact {
            throw UnreadableDelivery("a form of this year")
        }
    }

    /// Quarantines a delivery, as a version did that couldn't read it.
    private static func quarantine(_ request: WebhookRequest, from source: Source, in log: TestLedger) async throws {
        let acceptance = try await Ingest(ledger: log.ledger).accept(
            request, by: NoviceReader(source: source), secrets: TestLedger.secrets, tenant: .default,
            receivedAt: TestLedger.receivedAt)
        #expect(acceptance.isQuarantined)
    }

    private static func reread(_ position: Int, in log: TestLedger) async throws -> Rereading {
        let event = try await log.events()[position]
        return try await Ingest(ledger: log.ledger).reread(event, by: TestLedger.reader(of: event.header.source))
    }

    private static let samples: [(Source, String)] = [
        (.respondIO, "message.received"), (.twilio, "message.received"), (.twilio, "message.status.read"),
        (.whatsApp, "message.received"), (.whatsApp, "message.received.batch"), (.respondIO, "ping"),
        (.elevenLabs, "post_call_transcription"),
    ]

    @Test(arguments: samples)
    func `what is read again is what would have been recorded, under the same ids`(
        source: Source, name: String
    ) async throws {
        try await TestLedger.with { expected in
            let request = try TestLedger.sample(source, name)
            try await expected.accept(request, from: source)
            let intended = try await expected.events()

            try await TestLedger.with { log in
                try await Self.quarantine(request, from: source, in: log)
                guard case .read(let acceptance) = try await Self.reread(0, in: log) else {
                    Issue.record("it can't be read")
                    return
                }
                #expect(acceptance.outcomes.count == intended.count)
                #expect(!acceptance.outcomes.map(\.isRecorded).contains(false))
                let events = try await log.events()
                #expect(events.count == intended.count + 1)
                #expect(events[1].header.cause == Position(0))
                for (event, like) in zip(events.dropFirst(), intended) {
                    #expect(event.header.kind == like.header.kind)
                    #expect(event.header.occurredAt == like.header.occurredAt)
                    #expect(event.header.actor == like.header.actor)
                    #expect(event.body?.content == like.body?.content)
                }
                // The provider sends it once more: all of it is there.
                #expect(try await log.accept(request, from: source).isDuplicate)
                _ = try await Self.reread(0, in: log)
                #expect(try await log.events().count == events.count)
            }
        }
    }

    @Test func `what came another way meanwhile isn't recorded twice, and the delivery counts as read`() async throws {
        try await TestLedger.with { log in
            let request = try TestLedger.sample(.twilio, "message.received")
            try await Self.quarantine(request, from: .twilio, in: log)
            try await log.accept(request, from: .twilio)
            for _ in 0..<2 {
                guard case .read(let acceptance) = try await Self.reread(0, in: log) else {
                    Issue.record("it can't be read")
                    return
                }
                #expect(acceptance.isDuplicate)
            }
            let headers = try await log.events().map(\.header)
            #expect(headers.map(\.kind) == [.deliveryQuarantined, .messageReceived, .deliveryReceived])
            #expect(headers.map(\.cause) == [nil, nil, Position(0)])
        }
    }

    @Test func `what contradicts an earlier event is kept as a conflict`() async throws {
        try await TestLedger.with { log in
            let request = try TestLedger.sample(.twilio, "message.received")
            var other = request
            other.body += Array("&Novel=1".utf8)
            try await log.accept(request, from: .twilio)
            try await Self.quarantine(other, from: .twilio, in: log)
            _ = try await Self.reread(1, in: log)
            let headers = try await log.events().map(\.header)
            #expect(
                headers.map(\.kind)
                    == [.messageReceived, .deliveryQuarantined, .deliveryConflicted, .deliveryReceived])
            #expect(headers.map(\.cause) == [nil, nil, Position(0), Position(1)])
        }
    }

    @Test func `what still can't be read stays, with today's reason`() async throws {
        try await TestLedger.with { log in
            let rubbish = try TestLedger.sample(.respondIO, "message.received").respondIO(body: "rubbish")
            try await Self.quarantine(rubbish, from: .respondIO, in: log)
            guard case .unreadable(let reason) = try await Self.reread(0, in: log) else {
                Issue.record("rubbish was read")
                return
            }
            #expect(reason.reason.hasPrefix("the body is not JSON"))
            #expect(try await log.events().count == 1)
        }
    }

    @Test func `a number that no tenant has isn't given to the first one by reading it again`() async throws {
        try await TestLedger.with { log in
            let request = try TestLedger.sample(.whatsApp, "message.received")
            _ = try await Ingest(ledger: log.ledger).quarantine(
                request, .withoutOwner, of: .whatsApp, tenant: .default, receivedAt: TestLedger.receivedAt)
            guard case .unreadable(.withoutOwner) = try await Self.reread(0, in: log) else {
                Issue.record("it was read")
                return
            }
            #expect(try await log.events().count == 1)
        }
    }

    @Test func `a trial records nothing`() async throws {
        try await TestLedger.with { log in
            try await Self.quarantine(try TestLedger.sample(.twilio, "message.received"), from: .twilio, in: log)
            let trial = Ingest(ledger: log.ledger).trial(
                try await log.events()[0], by: TestLedger.reader(of: .twilio))
            guard case .read = trial else {
                Issue.record("it can't be read")
                return
            }
            #expect(try await log.events().count == 1)
        }
    }
}
