import Postgres
import Vocabulary

extension AnalyticsReport {
    /// Counts the openings of a range on channels of a filter, in the buckets of which they are. There is nothing else in the report.
    mutating func add(
        _ rows: OpeningRows, of range: AnalyticsRange, _ filter: ChannelFilter
    ) throws(PostgresError) {
        var reader = OpeningReader(rows.all)
        // By the number that the reader gives a channel.
        var figures: [OpeningFigures] = []
        var isIncluded: [Bool] = []
        while let opening = try reader.next() {
            if opening.channel == figures.count {
                figures.append(OpeningFigures())
                isIncluded.append(filter.includes(reader.channels[opening.channel]))
            }
            guard range.contains(opening), isIncluded[opening.channel] else { continue }
            let measured = MeasuredOpening(opening)
            figures[opening.channel].add(measured)
            buckets[bucket(of: opening.openedAt)].figures.openings.add(measured)
        }
        for (channel, figures) in zip(reader.channels, figures) where figures.openings > 0 {
            channels[channel, default: Figures()].openings += figures
        }
        for row in rows.continued { try removeFirst(of: row, of: range, filter) }
        channels = channels.filter { $0.value.openings.openings > 0 }
    }

    /// Takes off again what was counted of a row's first opening.
    private mutating func removeFirst(
        of row: [UInt8], of range: AnalyticsRange, _ filter: ChannelFilter
    ) throws(PostgresError) {
        var reader = OpeningReader(row)
        guard let opening = try reader.next(), range.contains(opening) else { return }
        let channel = reader.channels[opening.channel]
        guard filter.includes(channel) else { return }
        let measured = MeasuredOpening(opening)
        channels[channel]?.openings.add(measured, times: -1)
        buckets[bucket(of: opening.openedAt)].figures.openings.add(measured, times: -1)
    }
}
