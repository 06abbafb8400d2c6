import Cryptography
import Ledger
import Vocabulary

/// Some events of the ledger in a row, with their bodies if they were asked for.
struct EventPage: Sendable {
    var events: [Entry]

    struct Entry: Sendable {
        var stored: StoredEvent
        /// `nil` where bodies weren't asked for; an event whose subject was erased has none any more.
        var opened: OpenedEvent?
    }

    /// Reads a page.
    init(_ selection: EventSelection, opensBodies: Bool, from reader: LedgerReader) async throws {
        let stored = try await reader.events(selection)
        guard opensBodies, !stored.isEmpty else {
            events = stored.map { Entry(stored: $0) }
            return
        }
        events = zip(stored, try await reader.open(stored)).map { Entry(stored: $0, opened: $1) }
    }
}

extension EventPage.Entry {
    /// The event as the API shows it.
    var json: JSON {
        let header = stored.header
        var event: JSONObject = [
            "position": .integer(header.position.rawValue), "id": .string(header.id.description),
            "tenant": .string(header.tenant.description), "kind": .string(header.kind.rawValue),
            "source": .string(header.source.rawValue), "subject": .string(header.subject.description),
            "conversation": header.conversation.map { .string($0.description) } ?? .null,
            "actor": .string(header.actor.description),
            "cause": header.cause.map { .integer($0.rawValue) } ?? .null,
            "occurred_at": .string(header.occurredAt.description),
            "recorded_at": .string(header.recordedAt.description), "leaf": .string(stored.leaf.hex),
        ]
        if let opened { event["body"] = opened.body?.json ?? .null }
        return .object(event)
    }
}
