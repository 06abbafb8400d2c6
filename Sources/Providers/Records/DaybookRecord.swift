package import Vocabulary

/// Daybook's own records: JSON objects whose `schema` is the event's kind and the version of its fields.
package enum DaybookRecord {
    /// Every fact that is recorded so.
    static let facts: [any RecordFact.Type] = [
        MessagesRead.self, NoteAdded.self, VoiceTranscribed.self, MessageAnalyzed.self, MessageRouted.self,
        TaskCreated.self,
        TaskUpdated.self, AutomationPaused.self, AutomationResumed.self, EscalationRaised.self,
        ProjectionSwapped.self, ContactMerged.self, ContactUnmerged.self,
        StateSynced.self, OrderLinked.self,
    ]

    private static let factsByKind = Dictionary(uniqueKeysWithValues: facts.map { ($0.kind, $0) })

    /// The body of the event that carries a fact: `{"schema":"messages.read/1","up_to":42}`.
    package static func body(of fact: some RecordFact) -> EventBody {
        let type = Swift.type(of: fact)
        var record: JSONObject = ["schema": .string("\(type.kind)/\(type.version)")]
        for field in fact.fields.members { record[field.name] = field.value }
        return .record(JSON.object(record).serialized())
    }

    /// Reads a record; `.other` for a kind that carries no fact, or a version that this code doesn't know yet.
    static func fact(kind: EventKind, json: [UInt8]) throws(UnreadableDelivery) -> Fact {
        guard let type = factsByKind[kind] else { return .other }
        let record = try JSONObject(storable: json)
        guard let version = version(of: record, kind: kind), (1...type.version).contains(version) else { return .other }
        return try type.read(record, version: version)
    }

    private static func version(of record: JSONObject, kind: EventKind) -> Int? {
        guard let schema = record.text("schema"), let slash = schema.utf8.lastIndex(of: UInt8(ascii: "/")),
            schema[..<slash] == kind.rawValue
        else { return nil }
        return Int(schema[schema.utf8.index(after: slash)...])
    }
}
