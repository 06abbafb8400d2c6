import Providers
import Samples
import Testing
import Vocabulary

struct SampleEventTests {
    private static let secrets = ProviderSecrets(
        respondIOKeys: ["k1"], twilioAuthTokens: ["t1"], whatsAppAppSecrets: ["w1"],
        elevenLabsSecrets: ["e1"])
    private static let at = Timestamp(microseconds: 1_749_416_383_000_000)

    private static func request(_ event: SampleEvent, index: Int, secrets: ProviderSecrets = secrets) throws
        -> WebhookRequest
    {
        try SampleTraffic.request(
            source: event.source, event: event.name, seed: 1, index: index, at: at, secrets: secrets,
            url: "https://example.com/hook?a=1")
    }

    /// Those that tell of no message.
    private static let empty: Set = ["ping", "template.approved", "post_call_audio", "call_initiation_failure"]
    /// How many items those have that have more than one.
    private static let counts = ["message.received.batch": 3, "post_call_transcription": 4]

    @Test("every sample is authentic and read as what its name says", arguments: SampleEvent.all.indices)
    func named(_ place: Int) throws {
        let event = SampleEvent.all[place]
        var keys: Set<String> = []
        for index in 0..<40 {
            let sample = try SampleReading(try Self.request(event, index: index), event.source, Self.secrets)
            #expect(sample.isAuthentic)
            guard !Self.empty.contains(event.name) else {
                #expect(sample.item == nil)
                continue
            }
            let item = try #require(sample.item)
            #expect(sample.fact != .other)
            #expect(item.kind == Self.kind(of: event.name))
            #expect(keys.insert(item.key).inserted || event.name.hasPrefix("guide.con"), "the key comes twice")
            #expect(event.source != .respondIO || item.identifiers.first?.kind == .provider(.respondIO))
            #expect(sample.delivery.items.count == Self.counts[event.name, default: 1])
        }
    }

    private static func kind(of name: String) -> EventKind? {
        let name = name.hasPrefix("guide.") ? String(name.dropFirst(6)) : name
        switch name {
        case "comment.created": return .noteAdded
        case "contact.tag.updated", "contact.lifecycle.updated": return .contactUpdated
        case "contact.assignee.updated": return .conversationAssigned
        case "conversation.opened", "conversation.closed": return .conversationUpdated
        case "call.ended": return .messageReceived
        case "message.echo", "post_call_transcription": return .messageSent
        default: return EventKind(name) ?? EventKind(name.split(separator: ".").prefix(2).joined(separator: "."))
        }
    }

    @Test func `names are unique within a source, and found`() throws {
        let names = SampleEvent.all.map { "\($0.source)/\($0.name)" }
        #expect(Set(names).count == names.count)
        for event in SampleEvent.all { #expect(SampleEvent.named(event.name, of: event.source)?.name == event.name) }
        #expect(SampleEvent.named("message.status.read", of: .respondIO) == nil)
        #expect(throws: SampleError.unknownEvent(.whatsApp, "ping")) {
            try SampleTraffic.request(
                source: .whatsApp, event: "ping", seed: 1, index: 0, at: Self.at, secrets: Self.secrets, url: "")
        }
    }

    @Test func `what callers with an API key send bears the key, and is read as what its name says`() throws {
        for event in SampleEvent.keyed {
            #expect(event.isKeyed)
            var keys: Set<String> = []
            for index in 0..<40 {
                func request() throws -> WebhookRequest {
                    try SampleTraffic.request(
                        source: event.source, event: event.name, seed: 1, index: index, at: Self.at, key: "dbk_1")
                }
                #expect(try request().headers["authorization"] == "Bearer dbk_1")
                #expect(try request().body == request().body)
                let delivery =
                    event.source == .izer
                    ? try WebhookReaders.izer.read(request()) : try ConversationWebhook.read(request()).delivery
                let item = try #require(delivery.items.last)
                #expect(item.kind == (event.source == .izer ? Self.kind(of: event.name) : .conversationTranscribed))
                #expect(keys.insert(item.key).inserted)
            }
            #expect(throws: SampleError.unknownEvent(event.source, event.name)) {
                try Self.request(event, index: 0)
            }
        }
        #expect(SampleEvent.all.allSatisfy { !$0.isKeyed })
    }

    @Test(
        "samples are signed with what is configured",
        arguments: [
            ProviderSecrets(
                respondIOKeys: ["a"], respondIOSignatureHeaders: ["x-own"], twilioSharedKeys: ["s"],
                whatsAppAppSecrets: ["w"], elevenLabsSecrets: ["e"]),
            ProviderSecrets(
                respondIOKeys: ["YWJj"], respondIOKeyEncoding: .base64, twilioAuthTokens: ["t"],
                twilioSharedKeys: ["s"],
                whatsAppAppSecrets: ["w"], elevenLabsSecrets: ["e"]),
        ])
    func signatures(_ secrets: ProviderSecrets) throws {
        for event in SampleEvent.all {
            let request = try Self.request(event, index: 0, secrets: secrets)
            #expect(try SampleReading(request, event.source, secrets).isAuthentic)
            #expect(try !SampleReading(request, event.source, Self.secrets).isAuthentic)
        }
    }

    @Test func `a WhatsApp user without a number shows none`() throws {
        for source in [Source.twilio, .whatsApp] {
            let event = try #require(SampleEvent.named("message.received.username", of: source))
            for index in 0..<20 {
                let sample = try SampleReading(try Self.request(event, index: index), source, Self.secrets)
                #expect(sample.item?.identifiers.map(\.kind) == [.provider(source)])
            }
        }
    }
}
