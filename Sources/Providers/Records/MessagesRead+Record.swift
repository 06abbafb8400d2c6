package import Vocabulary

/// `{"up_to":<position>}`
extension MessagesRead: RecordFact {
    package static let kind = EventKind.messagesRead

    package init(fields: JSONObject) throws(UnreadableDelivery) {
        guard let position = fields["up_to"]?.integer, position >= 0 else {
            throw UnreadableDelivery("the record names no position")
        }
        self.init(upTo: Position(position))
    }

    package var fields: JSONObject { ["up_to": .integer(upTo.rawValue)] }

    package var fact: Fact { .messagesRead(self) }
}
