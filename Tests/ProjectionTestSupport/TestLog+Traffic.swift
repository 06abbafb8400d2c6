import Ingest
import Ledger
import Providers
import Samples
package import Vocabulary

/// Sample webhooks on their way into a ledger.
package struct TestTraffic {
    private let ingest: Ingest
    private var traffic: SampleTraffic
    private var moment: Int64 = 1_736_942_400
    private static let secrets = ProviderSecrets(respondIOKeys: ["sample key"], twilioAuthTokens: ["sample token"])

    package init(into log: TestLog, seed: UInt64) {
        ingest = Ingest(ledger: log.ledger)
        traffic = SampleTraffic(seed: seed)
    }

    /// Takes in the next deliveries, a minute apart.
    package mutating func flow(_ count: Int, tenant: TenantID = .default) async throws {
        for _ in 0..<count {
            moment += 60
            let at = Timestamp(microseconds: moment * 1_000_000)
            let (source, request) = try traffic.next(at: at, secrets: Self.secrets) { "https://example.com/\($0)" }
            let reader: any WebhookReader = source == .twilio ? WebhookReaders.twilio : WebhookReaders.respondIO
            _ = try await ingest.accept(
                request, by: reader, secrets: Self.secrets, tenant: tenant, receivedAt: at)
        }
    }
}

extension TestLog {
    /// Records a note on a conversation: the shortest way to an event.
    @discardableResult
    package func note(_ text: String, on conversation: String, tenant: TenantID = .default) async throws -> Position {
        try await append(NoteAdded(author: nil, text: text, contact: ContactProfile()), text, conversation, tenant)
    }

    /// Records that a conversation was read.
    @discardableResult
    package func read(
        _ conversation: ConversationID, upTo position: Position, tenant: TenantID = .default
    ) async throws -> Position {
        let subject = try await ledger.subjects([.tenant(tenant)])[0]
        let draft = EventDraft(
            tenant: tenant, kind: .messagesRead, source: .daybook, key: "read:\(conversation):\(position)",
            subject: subject, conversation: conversation, actor: .system,
            body: DaybookRecord.body(of: MessagesRead(upTo: position)))
        return try await ledger.append([draft])[0].receipt.position
    }

    private func append(
        _ note: NoteAdded, _ key: String, _ conversation: String, _ tenant: TenantID
    ) async throws -> Position {
        let contact = ContactIdentifier(.phone, "+1555\(conversation)")
        let subject = try await ledger.subjects([SubjectRequest(tenant: tenant, identifiers: [contact])])[0]
        let draft = EventDraft(
            tenant: tenant, kind: .noteAdded, source: .daybook, key: key, subject: subject,
            conversation: ledger.conversation(tenant, .daybook, conversation), actor: .system,
            body: DaybookRecord.body(of: note))
        return try await ledger.append([draft])[0].receipt.position
    }
}
