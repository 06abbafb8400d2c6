import Analytics
import Vocabulary

extension AnalyticsReport {
    /// The report as `GET /v1/analytics` gives it.
    ///
    /// - Parameter events: how many there were of each kind.
    func json(_ query: AnalyticsQuery, events: [EventKind: Int64]) -> JSON {
        var total = total.fields
        total["unique_contacts"] = .integer(uniqueContacts)
        for metric in Metric.allCases {
            if let kind = metric.kind { total[metric.rawValue] = .integer(events[kind] ?? 0) }
        }
        let channels = channels.sorted { ($0.key.medium, $0.key.channel) < ($1.key.medium, $1.key.channel) }
        return [
            "from": .string(query.range.start.description), "to": .string(query.range.end.description),
            "bucket": .string(query.unit.rawValue), "tz": .string(query.zone), "total": .object(total),
            "buckets": .array(buckets.map(\.json)),
            "channels": .array(
                channels.map { name, figures in
                    var fields: JSONObject = [
                        "medium": .string(name.medium), "channel": name.channel.isEmpty ? .null : .string(name.channel),
                    ]
                    for field in figures.fields { fields[field.name] = field.value }
                    return .object(fields)
                }),
        ]
    }
}

extension AnalyticsReport.Bucket {
    fileprivate var json: JSON {
        var fields: JSONObject = ["start": .string(start.description), "end": .string(end.description)]
        for field in figures.fields { fields[field.name] = field.value }
        return .object(fields)
    }
}

extension AnalyticsReport.Figures {
    fileprivate var fields: JSONObject {
        [
            "messages": .integer(volume.count(.inbound) + volume.count(.outbound)),
            "inbound": .integer(volume.count(.inbound)), "outbound": .integer(volume.count(.outbound)),
            "kinds": volume.kinds,
            "senders": [
                "human": .integer(volume.byHuman), "automation": .integer(volume.byAutomation),
                "unknown": .integer(volume.byUnknown), "automation_share": JSON(rounded: volume.automationShare),
            ],
            "processing_seconds": JSON(rounded: volume.meanProcessing),
            "positions": volume.positions.map {
                [.integer($0.lowerBound.rawValue), .integer($0.upperBound.rawValue)]
            } ?? .null,
            "openings": .integer(openings.openings),
            "answered_by": [
                "human": .integer(openings.answeredByHuman), "automation": .integer(openings.answeredByAutomation),
                "unknown": .integer(openings.answeredByUnknown),
            ],
            "first_response": openings.firstResponse.json, "resolution": openings.resolution.json,
        ]
    }
}

extension VolumeFigures {
    /// `{"text":{"inbound":…,"outbound":…}}`, of the forms that there were.
    fileprivate var kinds: JSON {
        var kinds = JSONObject()
        for (index, form) in MessageContent.Form.allCases.enumerated() where inbound[index] + outbound[index] > 0 {
            kinds[form.rawValue] = ["inbound": .integer(inbound[index]), "outbound": .integer(outbound[index])]
        }
        return .object(kinds)
    }
}

extension DurationFigures {
    /// Times in seconds: the mean exactly, percentiles to 5 %.
    var json: JSON {
        [
            "count": .integer(count), "mean_seconds": JSON(rounded: mean),
            "p50_seconds": JSON(rounded: percentile(0.5)),
            "p90_seconds": JSON(rounded: percentile(0.9)), "p99_seconds": JSON(rounded: percentile(0.99)),
        ]
    }
}

extension JSON {
    /// A number with at most three digits after the point; null for `nil`.
    init(rounded value: Double?) {
        self = value.map { .decimal("\(($0 * 1000).rounded() / 1000)") } ?? .null
    }
}
