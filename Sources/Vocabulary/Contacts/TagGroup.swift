/// What a tag says something about, by the tags that are agreed on in Respond.io.
package enum TagGroup: String, Hashable, Sendable, CaseIterable {
    case type
    case projectStatus = "project_status"
    case urgency
    case channelPreference = "channel_preference"
    case region, industry

    /// The tags of the group.
    package var tags: [String] {
        switch self {
        case .type: ["client", "expert"]
        case .projectStatus: ["active_project", "completed_project", "pending_project"]
        case .urgency: ["urgent", "normal", "low_priority"]
        case .channelPreference: ["email_only", "whatsapp_preferred", "ai_call_ok"]
        case .region: ["us", "europe", "asia", "india"]
        case .industry: ["automotive", "healthcare", "tech", "finance"]
        }
    }

    /// The group of a tag, in whatever case it is written; `nil` for one that isn't agreed on.
    package init?(of tag: String) {
        guard let group = Self.groups[tag.lowercased()] else { return nil }
        self = group
    }

    private static let groups = Dictionary(
        uniqueKeysWithValues: allCases.flatMap { group in group.tags.map { ($0, group) } })
}
