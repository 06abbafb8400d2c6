internal import Vocabulary

/// What a connector of the Izer system says of a message beside the message itself: it helps to tell how much that matters.
package struct IzerContext: Hashable, Sendable {
    package var text: String
    /// What the contact wrote before it, oldest first, since somebody answered last.
    package var unanswered: [String]
    package var isVIP: Bool
    /// The group's name.
    package var group: String?

    /// - Throws: `UnreadableDelivery` for what isn't such a message.
    package init(reading bytes: [UInt8]) throws(UnreadableDelivery) {
        let message = try IzerMessage(JSONObject(storable: bytes))
        text = message.text ?? ""
        isVIP = message.root["is_vip"]?.bool ?? false
        group = message.group
        unanswered = []
        for element in message.root["history"]?.array ?? [] {
            guard let entry = element.object else { continue }
            // In a conversation of two, who isn't the chat's contact is one of us.
            let isOurs = entry["from_me"]?.bool ?? (!message.isGroup && entry.text("sender") != message.chatName)
            if isOurs { unanswered = [] } else if let said = entry.text("content") { unanswered.append(said) }
        }
    }
}
