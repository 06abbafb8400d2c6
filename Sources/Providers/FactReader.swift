package import Vocabulary

/// Reads any event of the ledger, with the reader of its source.
package struct FactReader: Sendable {
    private let readers: [Source: any WebhookReader]

    /// - Parameter readers: one of each source whose deliveries are kept verbatim.
    package init(_ readers: [any WebhookReader] = WebhookReaders.all) {
        self.readers = Dictionary(readers.map { ($0.source, $0) }) { first, _ in first }
    }

    /// What an event says; `.other` when its kind carries no fact, or none that this version knows.
    ///
    /// - Throws: `UnreadableDelivery` when the body of a kind that carries one can't be read.
    package func fact(event: EventHeader, body: EventBody) throws(UnreadableDelivery) -> Fact {
        switch body {
        case .record(let json):
            return try DaybookRecord.fact(kind: event.kind, json: json)
        case .verbatim(let headers, let bytes):
            guard let reader = readers[event.source], Self.carriesFact(event.kind) else { return .other }
            return try reader.fact(kind: event.kind, headers: headers, bytes: bytes)
        }
    }

    /// Whether a provider's delivery of this kind is a fact, not a batch, a quarantined delivery or a conflict.
    private static func carriesFact(_ kind: EventKind) -> Bool {
        switch kind {
        case .messageReceived, .messageSent, .messageStatus, .contactCreated, .contactUpdated, .conversationUpdated,
            .conversationAssigned, .conversationTranscribed, .noteAdded:
            true
        default: false
        }
    }
}
