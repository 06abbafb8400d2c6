import Ledger
import Providers
import Samples
import Vocabulary

/// Deliveries of many people's conversations, read as the server would read them.
struct LoadTraffic: Sendable {
    /// Signatures aren't what is measured here, but samples come signed.
    private static let secrets = ProviderSecrets(respondIOKeys: ["load"], twilioAuthTokens: ["load"])
    private static let tenant = TenantID.default
    /// 2026-03-02T08:00:00Z
    static let began = Timestamp(microseconds: 1_772_438_400_000_000)

    private var traffic: SampleTraffic
    private let began: Timestamp
    private let pause: Duration
    private var made = 0

    /// Samples number their messages apart for a thousand seeds, so traffic comes in parts from 0 to 999; these are for `append`.
    static let partsOfAppend = 64..<1000

    /// - Parameters:
    ///   - part: from 0 to 999; each part of a seed has messages of its own.
    ///   - contacts: the people that it is about, by number.
    ///   - first: the number of the first delivery.
    ///   - began: when the first delivery comes.
    ///   - pause: what lies between two deliveries.
    init(
        seed: UInt64, part: Int, contacts: Range<Int>, from first: Int = 0, began: Timestamp = Self.began,
        pause: Duration = .milliseconds(250)
    ) {
        traffic = SampleTraffic(
            seed: seed &* 1000 &+ UInt64(part), contacts: contacts, threads: 100, from: first, manner: .life)
        self.began = began
        self.pause = pause
    }

    /// Lets the time of so many deliveries pass, in which something else happened.
    mutating func rest(_ count: Int) {
        made += count
    }

    /// The events of the next deliveries; their subjects are in the ledger when this returns.
    mutating func drafts(_ count: Int, of ledger: Ledger) async throws -> [EventDraft] {
        var read: [(source: Source, at: Timestamp, delivery: Delivery, item: DeliveryItem)] = []
        read.reserveCapacity(count)
        while read.count < count {
            let at = began.advanced(by: pause * made)
            let (source, request) = try traffic.next(
                at: at, secrets: Self.secrets, url: { _ in "https://load.example/webhook" })
            made += 1
            let delivery =
                source == .twilio
                ? try WebhookReaders.twilio.read(request) : try WebhookReaders.respondIO.read(request)
            for item in delivery.items { read.append((source, at, delivery, item)) }
        }
        let requests = read.map { SubjectRequest(tenant: Self.tenant, identifiers: $0.item.identifiers) }
        let subjects = try await insistently { try await ledger.subjects(requests) }
        return zip(read, subjects).map { entry, subject in
            EventDraft(
                tenant: Self.tenant, kind: entry.item.kind, source: entry.source, key: entry.item.key, subject: subject,
                conversation: entry.item.conversation.map { ledger.conversation(Self.tenant, entry.source, $0) },
                actor: .provider(entry.source), occurredAt: entry.item.occurredAt ?? entry.at,
                body: entry.delivery.body)
        }
    }
}

extension [AppendOutcome] {
    /// How many of them are new in the ledger.
    var recorded: Int {
        count { if case .recorded = $0 { true } else { false } }
    }
}
