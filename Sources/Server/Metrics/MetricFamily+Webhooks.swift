import Measures
import Vocabulary

extension MetricFamily {
    /// What became of the webhooks, by provider.
    static func webhooks(_ counters: WebhookCounters) -> [MetricFamily] {
        var acknowledged = MetricFamily(
            .counter, "daybook_webhooks_acknowledged_total", "Webhooks answered 2xx: durably in the ledger.")
        var refused = MetricFamily(
            .counter, "daybook_webhooks_refused_total", "Webhooks refused for good, of which nothing is stored.")
        var postponed = MetricFamily(
            .counter, "daybook_webhooks_postponed_total", "Webhooks answered 503, which their provider sends again.")
        for source in WebhookCounters.sources {
            let counts = counters[source]
            for outcome in WebhookOutcome.allCases {
                acknowledged.add(counts[outcome], ("source", source.rawValue), ("outcome", outcome.label))
            }
            for refusal in WebhookRefusal.allCases where refusal.isPostponement {
                postponed.add(counts[refusal], ("source", source.rawValue), ("reason", refusal.label))
            }
            for refusal in WebhookRefusal.allCases where !refusal.isPostponement {
                refused.add(counts[refusal], ("source", source.rawValue), ("reason", refusal.label))
            }
        }
        return [acknowledged, refused, postponed]
    }
}
