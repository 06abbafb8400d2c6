import Ledger
import Providers
import Vocabulary

/// The messages of a contact that the ledger has already, whatever they are recorded as.
struct KnownMessages: Sendable {
    /// The providers' ids of them.
    private(set) var ids: Set<String> = []
    private(set) var words: [SpokenWords] = []

    /// Reads them.
    ///
    /// - Parameter subject: `nil` for a contact that the ledger doesn't know.
    static func of(_ subject: SubjectID?, in tenant: TenantID, _ reader: LedgerReader) async throws(LedgerError) -> Self
    {
        var known = Self()
        guard let subject else { return known }
        let facts = FactReader()
        var page = EventSelection(
            tenant: tenant, kinds: [.messageReceived, .messageSent], subject: subject, limit: 500)
        while true {
            let events = try await reader.events(page)
            for event in try await reader.open(events) {
                guard let body = event.body, let fact = try? facts.fact(event: event.header, body: body) else {
                    continue
                }
                known.add(fact, event.header)
            }
            guard let last = events.last, events.count == page.limit else { return known }
            page.from = last.header.position.next
        }
    }

    private mutating func add(_ fact: Fact, _ event: EventHeader) {
        switch fact {
        case .messageReceived(let message):
            add(message.messageID, message.content, isInbound: true, event)
        case .messageSent(let message):
            add(message.messageID, message.content, isInbound: false, event)
        default: break
        }
    }

    private mutating func add(_ id: String, _ content: MessageContent, isInbound: Bool, _ event: EventHeader) {
        ids.insert("\(event.source)/\(id)")
        words.append(SpokenWords(isInbound: isInbound, text: content.text ?? "", at: event.occurredAt))
    }

    /// Whether a message of this source was recorded under whatever key.
    func contains(_ id: String, of source: Source) -> Bool {
        ids.contains("\(source)/\(id)")
    }
}
