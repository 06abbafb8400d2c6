package import Vocabulary

/// `{"reason":…,"until":<RFC 3339>}`
extension AutomationPaused: RecordFact {
    package static let kind = EventKind.automationPaused

    package init(fields: JSONObject) throws(UnreadableDelivery) {
        self.init(reason: fields.text("reason"), until: fields.text("until").flatMap({ Timestamp($0) }))
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields["reason"] = reason.map(JSON.string)
        fields["until"] = until.map { .string($0.description) }
        return fields
    }

    package var fact: Fact { .automationPaused(self) }
}

/// `{}`
extension AutomationResumed: RecordFact {
    package static let kind = EventKind.automationResumed

    package init(fields: JSONObject) throws(UnreadableDelivery) {
        self.init()
    }

    package var fields: JSONObject { JSONObject() }

    package var fact: Fact { .automationResumed(self) }
}

/// `{"reason":…}`
extension EscalationRaised: RecordFact {
    package static let kind = EventKind.escalationRaised

    package init(fields: JSONObject) throws(UnreadableDelivery) {
        guard let reason = fields.text("reason") else { throw UnreadableDelivery("the escalation has no reason") }
        self.init(reason: reason)
    }

    package var fields: JSONObject { ["reason": .string(reason)] }

    package var fact: Fact { .escalationRaised(self) }
}
