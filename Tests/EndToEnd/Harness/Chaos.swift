import Curl
import Providers
import Samples
import Synchronization
import Vocabulary

/// Webhooks of both providers, some of which come more than once, from callers that insist as providers do.
struct Chaos: Sendable {
    /// How many deliveries are begun; whole hundreds.
    var deliveries: Int
    /// How many of a hundred are repetitions of an earlier one.
    var repeats = 30
    /// How many connections there are.
    var callers = 64
    var seed: UInt64 = 31

    /// The URL that Twilio signs: the same however often the server is started.
    static let publicURL = "https://hooks.example.com"

    private let answers = Answers()

    init(deliveries: Int) {
        self.deliveries = deliveries
    }

    /// How many deliveries were acknowledged until now.
    var acknowledged: Int { answers.count.withLock { $0 } }

    /// What the messages of all deliveries are called by their providers.
    var messageIDs: Set<String> {
        get throws { Set(try (0..<webhooks).map { try Self.messageID(ofBody: webhook($0).body) }) }
    }

    /// Delivers everything, to the server that is given for each, until it is acknowledged.
    ///
    /// - Parameter port: where the server listens to which a caller turns.
    /// - Throws: `HarnessError` when a delivery is never acknowledged, or answered with what no provider should see.
    func run(port: @escaping @Sendable (Int) -> Int) async throws {
        let client = try Server.makeClient()
        defer { client.close() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<callers {
                group.addTask {
                    for number in stride(from: caller, to: deliveries, by: callers) {
                        try await insist(number, by: client) { port(caller) }
                        answers.count.withLock { $0 += 1 }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// How many webhooks differ.
    private var webhooks: Int { deliveries - deliveries * repeats / 100 }

    /// Which webhook a delivery is of: the repetitions are spread among the others.
    private func webhookIndex(ofDelivery number: Int) -> Int {
        let block = number / 100
        let place = number % 100
        let fresh = 100 - repeats
        // A hundred deliveries at a time: first what is new, then some of it again, or of what came before.
        return place < fresh ? block * fresh + place : (block * fresh + place * 7) % (block * fresh + fresh)
    }

    private func webhook(_ index: Int) throws -> WebhookRequest {
        let source = Self.source(of: index)
        return try SampleTraffic.request(
            source: source, event: "message.received", seed: seed, index: index,
            at: Timestamp(microseconds: 1_760_000_000_000_000 + Int64(index) * 1_000_000),
            secrets: Installation.secrets, url: Self.publicURL + Server.path(of: source))
    }

    private static func source(of index: Int) -> Source { index.isMultiple(of: 2) ? .respondIO : .twilio }

    private func insist(_ number: Int, by client: HTTPClient, port: () -> Int) async throws {
        let index = webhookIndex(ofDelivery: number)
        let webhook = try webhook(index)
        var headers = HTTPHeaders()
        for field in webhook.headers.fields { headers.append(field.name, field.value) }
        try await eventually("an acknowledgement of delivery \(number)") {
            let request = HTTPRequest(
                .post, url: "http://127.0.0.1:\(port())\(Server.path(of: Self.source(of: index)))", headers: headers,
                body: webhook.body)
            guard let response = try? await client.send(request) else { return false }
            // What else a provider is told, it doesn't come again for.
            guard response.status == 200 || response.status >= 500 else {
                throw HarnessError("delivery \(number) was answered \(response.status): \(response.text)")
            }
            return response.status == 200
        }
    }

    /// What the provider calls the message of a delivery: found without any of the product's readers.
    static func messageID(ofBody body: [UInt8]) throws -> String {
        if let json = try? JSON(parsing: body), let id = json["message"]?["messageId"] {
            return String(decoding: id.serialized(), as: UTF8.self)
        }
        for pair in String(decoding: body, as: UTF8.self).split(separator: "&") where pair.hasPrefix("MessageSid=") {
            return String(pair.dropFirst("MessageSid=".count))
        }
        throw HarnessError("a delivery has no message id")
    }

    private final class Answers: Sendable {
        let count = Mutex(0)
    }
}
