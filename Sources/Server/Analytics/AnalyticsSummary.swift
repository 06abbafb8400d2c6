import Analytics
import Vocabulary

/// The figures of a range as a whole.
struct AnalyticsSummary: Sendable {
    let volume: VolumeFigures
    let openings: OpeningFigures
    let uniqueContacts: Int64
    /// Events of the kinds that are counted.
    let events: [EventKind: Int64]

    init(report: AnalyticsReport, events: [EventKind: Int64]) {
        let total = report.total
        volume = total.volume
        openings = total.openings
        uniqueContacts = report.uniqueContacts
        self.events = events
    }

    /// As `GET /api/whatsapp/analytics` of the Twilio inbox tells them. There is no mean of no messages: it is null then.
    var twilioFields: JSONObject {
        [
            "total_messages": count(.messages), "inbound_messages": count(.inbound),
            "outbound_messages": count(.outbound), "voice_messages": count(.voice), "tasks_created": count(.tasks),
            "transcriptions_completed": count(.transcriptions), "unique_contacts": .integer(uniqueContacts),
            "avg_processing_time_seconds": JSON(rounded: volume.meanProcessing),
        ]
    }

    /// What was processed in a range, as `GET /stats` tells it.
    func statistics(of range: AnalyticsRange) -> JSON {
        let counted: [Metric] = [.analyses, .transcriptions, .tasks, .escalations]
        var fields: JSONObject = [
            "period_hours": .integer((range.end.microseconds - range.start.microseconds) / 3_600_000_000),
            "from": .string(range.start.description), "to": .string(range.end.description),
        ]
        for metric in [Metric.messages, .inbound, .outbound, .voice] + counted {
            fields[metric.rawValue] = count(metric)
        }
        fields["unique_contacts"] = .integer(uniqueContacts)
        fields["avg_processing_time_seconds"] = JSON(rounded: volume.meanProcessing)
        fields["first_response"] = openings.firstResponse.json
        fields["resolution"] = openings.resolution.json
        return .object(fields)
    }

    private func count(_ metric: Metric) -> JSON {
        .integer(metric.count(in: volume) ?? metric.kind.flatMap { events[$0] } ?? 0)
    }
}
