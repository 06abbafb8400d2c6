import Ledger
import Measures

extension MetricFamily {
    /// The appends of this process.
    static func appends(of ledger: Ledger) -> [MetricFamily] {
        let statistics = ledger.statistics
        var events = MetricFamily(.counter, "daybook_append_events_total", "Events that were to be appended.")
        events.add(statistics.recorded.value, ("outcome", "recorded"))
        events.add(statistics.repeated.value, ("outcome", "duplicate"))
        events.add(statistics.conflicting.value, ("outcome", "conflict"))
        var batches = MetricFamily(.histogram, "daybook_append_batch_events", "Events in one batch of appends.")
        batches.add(statistics.batchEvents.distribution)
        var commits = MetricFamily(
            .histogram, "daybook_append_commit_duration_seconds",
            "From the lock of the head to the commit of a batch, failed ones included.")
        commits.add(statistics.commitDuration.distribution)
        return [
            events,
            MetricFamily(
                .counter, "daybook_append_failures_total", "Appends that their batch answered with an error.",
                value: Double(statistics.failed.value)),
            batches, commits,
            MetricFamily(
                .gauge, "daybook_append_queue_requests", "Appends that wait for their batch or are in one.",
                value: Double(ledger.waitingAppends)),
            MetricFamily(
                .gauge, "daybook_subject_queue_requests", "Look-ups of subjects that wait or are under way.",
                value: Double(ledger.waitingLookups)),
            MetricFamily(
                .gauge, "daybook_ledger_events", "Events in the ledger, as this process knows it.",
                value: Double(ledger.head.size)),
        ]
    }

    /// How the database stands; only whether it answers when it doesn't.
    static func standing(_ standing: LedgerStanding?) -> [MetricFamily] {
        let up = MetricFamily(
            .gauge, "daybook_database_up", "Whether the database answered this scrape.", value: standing == nil ? 0 : 1)
        guard let standing else { return [up] }
        return [up] + followers(standing) + checkpoint(standing)
    }

    private static func followers(_ standing: LedgerStanding) -> [MetricFamily] {
        var positions = MetricFamily(
            .gauge, "daybook_projection_position", "The next event that a projection wants.")
        var lag = MetricFamily(
            .gauge, "daybook_projection_lag_events", "Events that a projection has yet to fold.")
        var age = MetricFamily(
            .gauge, "daybook_projection_lag_seconds", "Age of the oldest event that a projection has yet to fold.")
        var failed = MetricFamily(
            .gauge, "daybook_projection_failed", "Whether a projection has stopped at an event it can't fold.")
        for follower in standing.followers {
            positions.add(Double(follower.position), ("projection", follower.name))
            lag.add(Double(max(0, standing.size - follower.position)), ("projection", follower.name))
            age.add(follower.lagSeconds, ("projection", follower.name))
            failed.add(follower.hasFailed ? 1 : 0, ("projection", follower.name))
        }
        return [positions, lag, age, failed]
    }

    private static func checkpoint(_ standing: LedgerStanding) -> [MetricFamily] {
        guard let checkpoint = standing.checkpoint else { return [] }
        return [
            MetricFamily(
                .gauge, "daybook_checkpoint_events", "Events that the last signed checkpoint covers.",
                value: Double(checkpoint.size)),
            MetricFamily(
                .gauge, "daybook_checkpoint_age_seconds", "Time since the last checkpoint was signed.",
                value: checkpoint.age),
        ]
    }
}
