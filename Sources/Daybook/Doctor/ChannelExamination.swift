import Analytics
import Inbox
import Logging
import Postgres
import Vocabulary

/// Looks at the read models for channels that have fallen silent, and for messages that are missing.
struct ChannelExamination: Sendable {
    let pool: PostgresPool
    let now: Timestamp

    /// How long what no index helps with may take.
    private static let patience = Duration.seconds(5)

    func findings() async throws -> [Finding] {
        let inbox = InboxQueries(pool: pool)
        let activity = try await AnalyticsQueries(pool: pool).activity(
            since: now.advanced(by: .zero - SilenceCheck.memory))
        var findings: [Finding] = []
        for channel in activity {
            var check = SilenceCheck(
                tenant: channel.tenant.description, channel: "\(channel.channel.medium) \(channel.channel.channel)",
                quarters: channel.quarters, now: now)
            guard check.silence != nil else { continue }
            check.source = try await inbox.sources(
                of: channel.tenant, medium: channel.channel.medium, channel: channel.channel.channel
            ).first
            findings += check.findings
        }
        let week = now.advanced(by: .seconds(-86_400 * GapCheck.days))
        for tenant in Set(activity.map(\.tenant)).sorted() {
            let gaps = try await inbox.gaps(
                of: tenant, statusesSince: week, among: GapCheck.messages, patience: Self.patience)
            findings += gaps.flatMap { GapCheck(tenant: tenant.description, gaps: $0).findings }
        }
        return findings
    }
}
