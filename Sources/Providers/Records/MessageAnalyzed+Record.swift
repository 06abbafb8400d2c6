package import Vocabulary

/// `{"message":…,"summary":…,"sentiment":…,"urgency":1–10,"category":…,"priority":…,"keywords":[…],"entities":{…},
/// "action_required":…,"recommended_response_time":…}`
extension MessageAnalyzed: RecordFact {
    package static let kind = EventKind.messageAnalyzed

    package init(fields: JSONObject) throws(UnreadableDelivery) {
        self.init(
            message: try MessageReference(in: fields), summary: fields.text("summary"),
            sentiment: fields.text("sentiment").flatMap(Sentiment.init),
            urgency: fields["urgency"]?.integer.flatMap { (1...10).contains($0) ? $0 : nil },
            category: fields.text("category"), priority: fields.text("priority"),
            keywords: fields["keywords"]?.array?.compactMap(\.string) ?? [], entities: fields.object("entities"),
            isActionRequired: fields["action_required"]?.bool ?? false,
            responseTime: fields.text("recommended_response_time"))
    }

    package var fields: JSONObject {
        var fields: JSONObject = ["message": message.json]
        fields["summary"] = summary.map(JSON.string)
        fields["sentiment"] = sentiment.map { .string($0.rawValue) }
        fields["urgency"] = urgency.map(JSON.integer)
        fields["category"] = category.map(JSON.string)
        fields["priority"] = priority.map(JSON.string)
        if !keywords.isEmpty { fields["keywords"] = .array(keywords.map(JSON.string)) }
        fields["entities"] = entities.map(JSON.object)
        fields["action_required"] = .bool(isActionRequired)
        fields["recommended_response_time"] = responseTime.map(JSON.string)
        return fields
    }

    package var fact: Fact { .messageAnalyzed(self) }
}
