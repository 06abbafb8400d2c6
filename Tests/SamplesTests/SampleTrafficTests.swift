import Providers
import Samples
import Testing
import Vocabulary

struct SampleTrafficTests {
    private static let secrets = ProviderSecrets(
        respondIOKeys: ["k1", "k2"], twilioAuthTokens: ["t1"], twilioSharedKeys: ["s1"], twilioAccountSID: "AC1")
    private static let at = Timestamp(microseconds: 1_749_416_383_000_000)

    private static func url(_ source: Source) -> String {
        "https://example.com/\(source)?tenant=x"
    }

    @Test func `traffic is authentic, readable and complete`() throws {
        var traffic = SampleTraffic(seed: 7)
        var keys: Set<String> = []
        var kinds: [EventKind: Int] = [:]
        var media: Set<String> = []
        var conversations: Set<String> = []
        for second in 0..<500 {
            let moment = Self.at.advanced(by: .seconds(second))
            let (source, request) = try traffic.next(at: moment, secrets: Self.secrets, url: Self.url)
            let sample = try SampleReading(request, source, Self.secrets)
            let item = try #require(sample.item)
            #expect(sample.isAuthentic)
            #expect(sample.fact != .other)
            #expect(keys.insert("\(source)/\(item.key)").inserted, "the key comes twice")
            if source == .respondIO, item.kind != .contactCreated {
                #expect(item.occurredAt.map { $0 <= moment } != false)
            }
            kinds[item.kind, default: 0] += 1
            if let medium = sample.medium { media.insert(medium.description) }
            if let conversation = item.conversation { conversations.insert(conversation) }
        }
        let expected: Set<EventKind> = [
            .messageReceived, .messageSent, .messageStatus, .contactCreated, .contactUpdated, .conversationUpdated,
            .conversationAssigned, .noteAdded,
        ]
        #expect(Set(kinds.keys) == expected)
        #expect(
            media.isSuperset(of: [
                "whatsapp", "sms", "email", "telegram", "instagram", "messenger", "viber", "line", "wechat",
            ]))
        #expect(conversations.count >= SampleContact.cast.count)
    }

    @Test func `the same seed gives the same traffic, and another seed another`() throws {
        func bodies(_ seed: UInt64) throws -> [[UInt8]] {
            var traffic = SampleTraffic(seed: seed)
            return try (0..<100).map { _ in
                try traffic.next(at: Self.at, secrets: Self.secrets, url: Self.url).request.body
            }
        }
        #expect(try bodies(3) == bodies(3))
        #expect(try bodies(3) != bodies(4))
    }

    @Test func `traffic can be of more people than the cast has`() throws {
        var traffic = SampleTraffic(seed: 5, contacts: 1000..<1040, threads: 20)
        var contacts: Set<String> = []
        for _ in 0..<1000 {
            let (source, request) = try traffic.next(at: Self.at, secrets: Self.secrets, url: Self.url)
            let item = try #require(try SampleReading(request, source, Self.secrets).item)
            if let phone = item.identifiers.first(where: { $0.kind == .phone }) { contacts.insert(phone.value) }
        }
        #expect(contacts.count == 40)
    }

    @Test func `traffic that begins behind another's end repeats none of its keys`() throws {
        func keys(_ count: Int, from first: Int) throws -> Set<String> {
            var traffic = SampleTraffic(seed: 9, threads: 20, from: first)
            var keys: Set<String> = []
            for _ in 0..<count {
                let (source, request) = try traffic.next(at: Self.at, secrets: Self.secrets, url: Self.url)
                let item = try #require(try SampleReading(request, source, Self.secrets).item)
                keys.insert("\(source)/\(item.key)")
            }
            return keys
        }
        let (earlier, later) = (try keys(400, from: 0), try keys(400, from: 400))
        #expect(earlier.count == 400)
        #expect(later.count == 400)
        let repeated = earlier.intersection(later).count
        #expect(repeated == 0)
    }

    @Test("traffic can be of one source", arguments: [Source.respondIO, .twilio])
    func oneSource(_ source: Source) throws {
        var traffic = SampleTraffic(seed: 1, sources: [source])
        for _ in 0..<200 {
            #expect(try traffic.next(at: Self.at, secrets: Self.secrets, url: Self.url).source == source)
        }
    }

    @Test func `without a secret there are no samples`() {
        var traffic = SampleTraffic(seed: 1, sources: [.twilio])
        #expect(throws: SampleError.noSecret(.twilio)) {
            try traffic.next(at: Self.at, secrets: ProviderSecrets(), url: Self.url)
        }
        #expect(throws: SampleError.noSecret(.respondIO)) {
            try SampleTraffic.request(
                source: .respondIO, event: "ping", seed: 1, index: 0, at: Self.at, secrets: ProviderSecrets(), url: "")
        }
    }
}
