import Ingest
import Ledger
import Providers
import Samples
import Testing
import Vocabulary

struct AcceptanceTests {
    /// As which kind each sample is recorded.
    static let kinds: [(Source, String, EventKind)] = [
        (.respondIO, "message.received", .messageReceived), (.respondIO, "message.received.image", .messageReceived),
        (.respondIO, "message.received.voice", .messageReceived), (.respondIO, "message.sent", .messageSent),
        (.respondIO, "message.sent.automation", .messageSent), (.respondIO, "comment.created", .noteAdded),
        (.respondIO, "contact.created", .contactCreated), (.respondIO, "contact.updated", .contactUpdated),
        (.respondIO, "contact.tag.updated", .contactUpdated),
        (.respondIO, "contact.lifecycle.updated", .contactUpdated),
        (.respondIO, "contact.assignee.updated", .conversationAssigned),
        (.respondIO, "conversation.opened", .conversationUpdated),
        (.respondIO, "conversation.closed", .conversationUpdated), (.respondIO, "ping", .deliveryReceived),
        (.respondIO, "guide.message.received", .messageReceived), (.respondIO, "guide.message.sent", .messageSent),
        (.respondIO, "guide.contact.created", .contactCreated),
        (.respondIO, "guide.conversation.assigned", .conversationAssigned),
        (.twilio, "message.received", .messageReceived), (.twilio, "message.received.image", .messageReceived),
        (.twilio, "message.received.username", .messageReceived), (.twilio, "message.status.sent", .messageStatus),
        (.twilio, "message.status.read", .messageStatus), (.twilio, "message.status.failed", .messageStatus),
        (.twilio, "ping", .deliveryReceived), (.whatsApp, "message.received", .messageReceived),
        (.whatsApp, "message.received.image", .messageReceived),
        (.whatsApp, "message.received.username", .messageReceived), (.whatsApp, "message.echo", .messageSent),
        (.whatsApp, "message.status.read", .messageStatus), (.whatsApp, "message.status.failed", .messageStatus),
        (.whatsApp, "template.approved", .deliveryReceived), (.elevenLabs, "post_call_audio", .deliveryReceived),
        (.elevenLabs, "call_initiation_failure", .deliveryReceived),
    ]

    @Test func `samples of all providers are recorded as what they are, verbatim`() async throws {
        try await TestLedger.with { log in
            var requests: [WebhookRequest] = []
            for (index, (source, name, _)) in Self.kinds.enumerated() {
                let request = try TestLedger.sample(source, name, index: index)
                let acceptance = try await log.accept(request, from: source)
                #expect(acceptance.outcomes.map(\.isRecorded) == [true], "\(source) \(name)")
                #expect(!acceptance.isQuarantined)
                #expect(!acceptance.isDuplicate)
                requests.append(request)
            }
            let events = try await log.events()
            #expect(events.count == Self.kinds.count)
            for ((event, request), (source, name, kind)) in zip(zip(events, requests), Self.kinds) {
                #expect(event.header.kind == kind, "\(source) \(name)")
                #expect(event.header.source == source)
                #expect(event.header.actor == .provider(source))
                #expect(event.header.tenant == .default)
                #expect(
                    (event.header.conversation == nil)
                        == [.contactCreated, .contactUpdated, .deliveryReceived].contains(kind))
                guard case .verbatim(let headers, let bytes) = try #require(event.body) else {
                    Issue.record("\(source) \(name) isn't verbatim")
                    continue
                }
                #expect(bytes == request.body)
                // Neither a signature nor a secret is kept.
                #expect(!headers.members.contains { $0.name.lowercased().contains("signature") })
            }
        }
    }

    @Test(arguments: [Source.respondIO, .twilio, .whatsApp])
    func `a delivery that comes twice is one event, and both are accepted`(source: Source) async throws {
        try await TestLedger.with { log in
            let request = try TestLedger.sample(source, "message.received")
            let first = try await log.accept(request, from: source)
            let second = try await log.accept(request, from: source)
            #expect(!first.isDuplicate)
            #expect(second.isDuplicate)
            #expect(second.outcomes.map(\.receipt) == first.outcomes.map(\.receipt))
            #expect(try await log.events().count == 1)
        }
    }

    @Test func `a contact's events have one subject and one conversation`() async throws {
        try await TestLedger.with { log in
            for name in ["message.received", "message.sent", "conversation.closed"] {
                try await log.accept(try TestLedger.sample(.respondIO, name), from: .respondIO)
            }
            let events = try await log.events()
            #expect(Set(events.map(\.header.subject)).count == 1)
            #expect(Set(events.map(\.header.conversation)).count == 1)
            try await log.accept(try TestLedger.sample(.respondIO, "message.received", index: 1), from: .respondIO)
            let subjects = Set(try await log.events().map(\.header.subject))
            #expect(subjects.count == 2)
        }
    }

    @Test func `traffic of both providers is taken in at once, and nothing is lost`() async throws {
        try await TestLedger.with { log in
            var traffic = SampleTraffic(seed: 3)
            let deliveries = try (0..<200).map { _ in
                try traffic.next(at: TestLedger.receivedAt, secrets: TestLedger.secrets) { _ in TestLedger.url }
            }
            try await withThrowingTaskGroup(of: Acceptance.self) { group in
                for delivery in deliveries + deliveries {
                    group.addTask { try await log.accept(delivery.request, from: delivery.source) }
                }
                let recorded = try await group.reduce(0) { $0 + $1.outcomes.count(where: \.isRecorded) }
                #expect(recorded == 200)
            }
            let report = try await LedgerVerifier(pool: log.ledger.writerPool).verify()
            #expect(report.findings == [])
            #expect(report.events == 200)
        }
    }
}
