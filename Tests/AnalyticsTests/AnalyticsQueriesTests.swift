import ProjectionEngine
import ProjectionTestSupport
import Testing
import Vocabulary

@testable import Analytics

struct AnalyticsQueriesTests {
    private static let zones = ["UTC", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]

    /// The messages of a tenant in a range, on channels of a filter.
    private static func messages(
        _ facts: [RecordedFact], _ range: Range<Timestamp>, _ filter: ChannelFilter = ChannelFilter()
    ) -> [(event: EventHeader, message: CountedMessage)] {
        facts.compactMap { fact in
            guard fact.event.tenant == .default, range.contains(fact.event.occurredAt),
                let message = CountedMessage(fact.fact), filter.includes(message.channel)
            else { return nil }
            return (fact.event, message)
        }
    }

    private static func figures(_ messages: [(event: EventHeader, message: CountedMessage)]) -> VolumeFigures {
        var figures = VolumeFigures()
        for (event, message) in messages {
            var one = VolumeFigures()
            let form = MessageContent.Form.allCases.firstIndex(of: message.form) ?? 0
            switch message.direction {
            case .inbound:
                one.inbound[form] = 1
                one.processed = 1
                one.processing = event.recordedAt.microseconds - event.occurredAt.microseconds
            case .outbound: one.outbound[form] = 1
            }
            one.byHuman = message.nature == .human ? 1 : 0
            one.byAutomation = message.nature == .automation ? 1 : 0
            one.byUnknown = message.nature == .unknown ? 1 : 0
            one.positions = event.position...event.position
            figures += one
        }
        // Positions are those of whole rows, which may hold messages of the quarter hour besides.
        return figures
    }

    @Test(arguments: [3, 4])
    func `reports count what there is, in any range, zone and part`(seed: UInt64) async throws {
        let facts = Story.random(seed: seed, 1500, lateness: false).facts
        let all = openingsByDefinition(facts)
        try await withAnalytics(facts, seed: seed) { _, queries in
            for (zone, unit) in zip(Self.zones, BucketUnit.allCases) {
                for (from, to) in [(0.0, 700.0), (100.3, 1300.9), (765, 790), (-50, 5000)]
                where unit != .hour || to < 1000 {
                    let range = try #require(AnalyticsRange(from: Story.at(from), to: Story.at(to)))
                    let edges = try await queries.edges(of: range, unit: unit, zone: zone)
                    for filter in [
                        ChannelFilter(), ChannelFilter(medium: "whatsapp"),
                        ChannelFilter(medium: "sms", channel: "+15550199"),
                    ] {
                        let report = try await queries.report(of: .default, range, edges: edges, filter: filter)
                        let messages = Self.messages(facts, range.start..<range.end, filter)
                        #expect(report.total.volume == Self.figures(messages), "\(zone) \(from) seed \(seed)")
                        let contacts = Int64(Set(messages.map(\.event.subject)).count)
                        #expect(report.uniqueContacts == contacts)
                        let grouped = try await queries.uniqueContacts(of: .default, range, filter: filter, few: 1)
                        #expect(grouped == contacts)
                        for bucket in report.buckets {
                            let own = Self.messages(facts, bucket.start..<bucket.end, filter)
                            #expect(bucket.figures.volume == Self.figures(own))
                            let opened = all.filter {
                                (bucket.start..<bucket.end).contains($0.openedAt) && filter.includes($0.channel)
                            }
                            let answers = opened.compactMap(\.answer)
                            let figures = bucket.figures.openings
                            #expect(figures.openings == Int64(opened.count))
                            #expect(figures.firstResponse.count == Int64(answers.count))
                            #expect(figures.answeredByHuman == Int64(answers.count { $0.nature == .human }))
                            #expect(figures.answeredByAutomation == Int64(answers.count { $0.nature == .automation }))
                            #expect(
                                figures.firstResponse.sum
                                    == opened.reduce(0) { sum, opening in
                                        sum
                                            + (opening.answer.map {
                                                $0.at.microseconds - opening.openedAt.microseconds
                                            } ?? 0)
                                    })
                            #expect(figures.resolution.count == Int64(opened.count { $0.resolvedAt != nil }))
                        }
                        let listed = try await queries.openings(of: .default, range, filter: filter, limit: 10_000)
                        #expect(
                            listed
                                == all.filter {
                                    (range.start..<range.end).contains($0.openedAt) && filter.includes($0.channel)
                                })
                    }
                }
            }
        }
    }

    @Test func `percentiles are told to 5 percent`() async throws {
        var story = Story()
        var times: [Double] = []
        for number in 0..<200 {
            let hours = Double(number) * 25
            let time = 0.0005 * Double(1 + number * number)
            times.append(time * 3600)
            story.received(hours)
            story.sent(hours + min(time, 24))
        }
        try await withAnalytics(story.facts) { _, queries in
            let range = AnalyticsRange.all
            let report = try await queries.report(of: .default, range, edges: [range.start, range.end])
            let response = report.total.openings.firstResponse
            #expect(response.count == 200)
            for (share, place) in [(0.1, 19), (0.5, 99), (0.9, 179), (0.99, 197), (1, 199)] {
                let told = try #require(response.percentile(share))
                #expect(abs(told / times[place] - 1) < 0.0501, "\(share): \(told) instead of \(times[place])")
            }
            #expect(abs(try #require(response.mean) - times.reduce(0, +) / 200) < 0.001)
            #expect(DurationFigures().percentile(0.5) == nil)
            #expect(DurationFigures().mean == nil)
        }
    }

    @Test func `openings are paged by position, the answered and the resolved by themselves`() async throws {
        let facts = Story.random(seed: 8, 600, lateness: false).facts
        try await withAnalytics(facts) { _, queries in
            let all = openingsByDefinition(facts)
            var paged: [Opening] = []
            while paged.count < all.count {
                let page = try await queries.openings(of: .default, .all, after: paged.last?.openedPosition, limit: 7)
                try #require(!page.isEmpty)
                paged += page
            }
            #expect(paged == all)
            let answered = try await queries.openings(of: .default, .all, isAnswered: true, limit: 1000)
            #expect(answered == all.filter { $0.answer != nil })
            let resolved = try await queries.openings(of: .default, .all, isResolved: true, limit: 1000)
            #expect(resolved == all.filter { $0.resolvedAt != nil })
            let events = try await queries.events(of: .default, .all)
            let tasks = facts.filter { $0.event.kind == .taskCreated && $0.event.tenant == .default }.map(
                \.event.position)
            #expect(events[.taskCreated]?.count == Int64(tasks.count))
            #expect(events[.taskCreated]?.positions == tasks[0]...tasks[tasks.count - 1])
            #expect(events[.messageStatus] == nil)
        }
    }
}
