/// What the rules know of a message.
package struct MessageContext: Hashable, Sendable {
    package var text: String
    /// What the contact wrote before it, oldest first, since we answered last.
    package var unanswered: [String]
    package var isVIP: Bool
    /// The group in which it was written.
    package var group: String?

    package init(
        text: String, unanswered: [String] = [], isVIP: Bool = false, group: String? = nil
    ) {
        self.text = text
        self.unanswered = unanswered
        self.isVIP = isVIP
        self.group = group
    }
}
