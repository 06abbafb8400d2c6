/// `state.synced`: an agent says where its conversation with a person stands. What it doesn't name stays as it is.
package struct StateSynced: Hashable, Sendable {
    /// The agent's own id of the conversation. It may hold a phone number.
    package var sessionID: String
    /// The person's phone number, in whatever form the agent has it.
    package var phone: String?
    /// The business within the agent's system.
    package var subDomain: String?
    package var botID: String?
    /// The business's branch.
    package var localID: String?
    package var intent: String?
    package var step: String?
    /// A merge patch (RFC 7386) of what the agent knows: members that are null are taken away.
    package var context: JSONObject?
    /// A merge patch of what the agent says of its own work.
    package var metadata: JSONObject?
    package var message: Message?

    /// A message of the conversation, as the agent shows it.
    package struct Message: Hashable, Sendable {
        /// Who wrote: `user`, `bot`, or whatever the agent calls it.
        package var role: String
        package var content: String
        /// When; `nil` for the time of the event.
        package var at: Timestamp?

        package init(role: String, content: String, at: Timestamp? = nil) {
            self.role = role
            self.content = content
            self.at = at
        }
    }

    package init(sessionID: String) {
        self.sessionID = sessionID
    }
}

/// `order.linked`: an order came out of an agent's conversation.
package struct OrderLinked: Hashable, Sendable {
    /// The agent's own id of the conversation. It may hold a phone number.
    package var sessionID: String
    /// The order's id in the shop, verbatim.
    package var orderID: String
    /// The business within the agent's system.
    package var subDomain: String?

    package init(sessionID: String, orderID: String, subDomain: String? = nil) {
        self.sessionID = sessionID
        self.orderID = orderID
        self.subDomain = subDomain
    }
}
