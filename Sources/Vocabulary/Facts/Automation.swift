/// `automation.paused`: nothing automatic answers the contact, until it is resumed or a moment has come.
package struct AutomationPaused: Hashable, Sendable {
    package var reason: String?
    package var until: Timestamp?

    package init(reason: String? = nil, until: Timestamp? = nil) {
        self.reason = reason
        self.until = until
    }
}

/// `automation.resumed`
package struct AutomationResumed: Hashable, Sendable {
    package init() {}
}

/// `escalation.raised`: a person must look at the conversation.
package struct EscalationRaised: Hashable, Sendable {
    package var reason: String

    package init(reason: String) {
        self.reason = reason
    }
}
