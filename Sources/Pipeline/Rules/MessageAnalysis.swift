package import Vocabulary

/// What the rules find in a message.
package struct MessageAnalysis: Hashable, Sendable {
    /// What a message is about. Of those that are equally likely, the first one.
    package enum Category: String, Hashable, Sendable, CaseIterable {
        case complaint, technical, support, sales, inquiry, general
    }

    /// How much it matters.
    package enum Priority: String, Hashable, Sendable, CaseIterable {
        case critical, high, normal, low
    }

    /// Within what time it is to be answered.
    package enum ResponseTime: String, Hashable, Sendable, CaseIterable {
        case immediate
        case hour = "1hour"
        case fourHours = "4hours"
        case day = "24hours"
    }

    /// Its first sentence.
    package var summary: String?
    /// From 1 to 10.
    package var urgency: Int64
    package var category: Category
    package var sentiment: MessageAnalyzed.Sentiment
    package var priority: Priority
    package var isActionRequired: Bool
    package var responseTime: ResponseTime
    /// The words that told it.
    package var keywords: [String]
}

/// Who is to answer a message, and why.
package struct MessageRouting: Hashable, Sendable {
    /// The agents of the Izer system, by the names that its callers know.
    package enum Agent: String, Hashable, Sendable, CaseIterable {
        case businessWorkflow = "business_workflow"
        case codeDebugger = "code_debugger"
        case generalPurpose = "general_purpose"
    }

    /// What decided it.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        case vip
        case criticalGroup = "critical_group"
        case category
    }

    package var agent: Agent
    package var reason: Reason
}
