import Inbox
import Vocabulary

/// What a source tells of messages that nobody told of: of what was sent elsewhere, or got lost.
struct GapCheck: Sendable {
    var tenant: String
    var gaps: MessageGaps
    /// Of how many days statuses were looked at, and of how many messages what they answer.
    static let days = 7
    static let messages: Int64 = 5000

    var findings: [Finding] {
        let importing = "daybook import \(gaps.source.importFormat) brings in what was saved of the provider's messages"
        var findings: [Finding] = []
        if gaps.statuses > 0 {
            findings.append(
                Finding(
                    .note, .channels,
                    "\(gaps.source) (tenant \(tenant)) told how far \(gaps.statuses) messages got in the last \(Self.days) days "
                        + "that aren't there.",
                    "They were sent from elsewhere, or got lost: conversations and reports lack them.", mend: importing)
            )
        }
        if gaps.replies > 0 {
            findings.append(
                Finding(
                    .note, .channels,
                    "\(gaps.replies) of the latest \(Self.messages) messages of tenant \(tenant) answer one by "
                        + "\(gaps.source) that isn't there.",
                    "It is older than this ledger, was sent from elsewhere, or got lost.", mend: importing))
        }
        return findings
    }
}
