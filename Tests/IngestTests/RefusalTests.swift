import Cryptography
import Ingest
import Ledger
import Providers
import Testing
import Vocabulary

struct RefusalTests {
    @Test(arguments: [Source.respondIO, .twilio, .whatsApp])
    func `what isn't authentic stores nothing`(source: Source) async throws {
        try await TestLedger.with { log in
            let good = try TestLedger.sample(source, "message.received")
            var changed = good
            changed.body.append(UInt8(ascii: " "))
            var unsigned = good
            unsigned.headers = ["Content-Type": "application/json"]
            let others = ProviderSecrets(
                respondIOKeys: ["other"], twilioAuthTokens: ["other"], whatsAppAppSecrets: ["other"])
            for (request, secrets) in [(changed, TestLedger.secrets), (unsigned, TestLedger.secrets), (good, others)] {
                let error = await #expect(throws: IngestError.self) {
                    try await log.accept(request, from: source, secrets: secrets)
                }
                #expect(error == .notAuthentic)
            }
            #expect(try await log.events().isEmpty)
        }
    }

    @Test(arguments: [Source.respondIO, .twilio, .whatsApp])
    func `without a secret nothing is taken, however it is signed`(source: Source) async throws {
        try await TestLedger.with { log in
            let request = try TestLedger.sample(source, "message.received")
            for secrets in [
                ProviderSecrets(),
                ProviderSecrets(respondIOKeys: [""], twilioAuthTokens: [""], whatsAppAppSecrets: [""]),
            ] {
                let error = await #expect(throws: IngestError.self) {
                    try await log.accept(request, from: source, secrets: secrets)
                }
                #expect(error == .notConfigured(source))
            }
            #expect(try await log.events().isEmpty)
        }
    }

    @Test(arguments: [
        "", "rubbish", "[1,2]", #"{"event_type":"message.received"}"#, #"{"event_type":"no.such.thing"}"#, "\u{0}",
    ])
    func `authentic rubbish is quarantined, verbatim and once`(body: String) async throws {
        try await TestLedger.with { log in
            let request = try TestLedger.sample(.respondIO, "ping").respondIO(body: body)
            let first = try await log.accept(request, from: .respondIO)
            #expect(first.isQuarantined)
            #expect(first.outcomes.map(\.isRecorded) == [true])
            let second = try await log.accept(request, from: .respondIO)
            #expect(second.isQuarantined)
            #expect(second.isDuplicate)
            let events = try await log.events()
            #expect(events.map(\.header.kind) == [.deliveryQuarantined])
            #expect(events[0].header.conversation == nil)
            guard case .verbatim(let headers, let bytes)? = events[0].body else {
                Issue.record("it isn't verbatim")
                return
            }
            #expect(bytes == request.body)
            #expect(headers["url"]?.string == TestLedger.url)
            #expect(headers["reason"]?.string?.isEmpty == false)
        }
    }

    @Test func `a delivery of another tenant is another's, though its key is the same`() async throws {
        try await TestLedger.with { log in
            let other = try #require(TenantID("other"))
            let request = try TestLedger.sample(.twilio, "message.received")
            let first = try await log.accept(request, from: .twilio)
            let second = try await Ingest(ledger: log.ledger).accept(
                request, by: WebhookReaders.twilio, secrets: TestLedger.secrets, tenant: other,
                receivedAt: TestLedger.receivedAt)
            #expect(!first.isDuplicate)
            #expect(!second.isDuplicate)
            let subjects = Set(try await log.events().map(\.header.subject))
            #expect(subjects.count == 2)
        }
    }
}
