import ProjectionEngine
import ProjectionTestSupport
import Testing
import Vocabulary

@testable import Analytics

struct VolumeFoldTests {
    @Test func `messages are counted by quarter hour, channel, direction, form and sender`() throws {
        var story = Story()
        story.tell(Story.received(.audio), at: Story.at(0.1), late: 2_000_000)
        story.tell(Story.received(.text), at: Story.at(0.2), late: 1_000_000)
        story.tell(Story.received(.text), at: Story.at(0.25))
        story.tell(Story.sent(by: .automation, .image), at: Story.at(0.1))
        story.tell(Story.received(on: Channel(medium: .sms, address: "+1")), at: Story.at(0.1))
        story.tell(Story.received(), at: Story.at(0.1), tenant: try #require(TenantID("acme")))
        let states = try VolumeFold().states(after: story.facts)
        #expect(states.count == 4)
        func counts(_ direction: MessageDirection, _ place: UInt8 = 0, _ channel: String = "ch1") throws
            -> MessageCounts?
        {
            let name = ChannelName(medium: channel == "ch1" ? "whatsapp" : "sms", channel: channel)
            let key = VolumeKey(tenant: .default, day: Day(Story.at(0)), channel: name, direction: direction)
            return try states[key]?.quarters.list[place]
        }
        let inbound = try #require(try counts(.inbound))
        #expect(inbound.messages == 2)
        #expect(inbound.processing == 3_000_000)
        #expect(inbound.processed == 2)
        #expect(inbound.first == .first)
        #expect(inbound.last == Position(1))
        #expect(try counts(.inbound, 1)?.messages == 1)
        #expect(try counts(.inbound, 2) == nil)
        #expect(try counts(.outbound)?.byAutomation == 1)
        #expect(try counts(.outbound)?.processed == 0)
        #expect(try counts(.inbound, 0, "+1")?.messages == 1)
        let forms = MessageContent.Form.allCases
        #expect(inbound.forms[try #require(forms.firstIndex(of: .audio))] == 1)
        #expect(try counts(.outbound)?.forms[try #require(forms.firstIndex(of: .image))] == 1)
    }

    @Test(arguments: UInt64(11)...13)
    func `a day's total is the sum of its quarter hours, which lie in order`(seed: UInt64) throws {
        let states = try VolumeFold().states(after: Story.random(seed: seed, 2000, lateness: true).facts)
        #expect(states.values.contains { state in (try? state.quarters.list.count > 1) ?? false })
        for (key, state) in states {
            var (sum, total, places) = (VolumeFigures(), VolumeFigures(), [UInt8]())
            try state.quarters.forEachGroup({ $0 }) { place, counts in
                sum.add(counts, key.direction)
                places.append(place)
            }
            try state.total.forEachGroup({ $0 }) { place, counts in
                #expect(place == 0)
                total.add(counts, key.direction)
            }
            #expect(sum == total, "seed \(seed)")
            // By the hour, without the third quarter of a day.
            var (hourly, hours, rest) = (VolumeFigures(), [UInt8](), VolumeFigures())
            try state.quarters.forEachGroup({ (48..<72).contains($0) ? nil : $0 / 4 }) { hour, counts in
                hourly.add(counts, key.direction)
                hours.append(hour)
            }
            try state.quarters.forEachGroup({ (48..<72).contains($0) ? true : nil }) { rest.add($1, key.direction) }
            #expect(hours == Set(hours).sorted(), "seed \(seed)")
            hourly += rest
            #expect(hourly == total, "seed \(seed)")
            #expect(places == Set(places).sorted(), "seed \(seed)")
        }
    }

    @Test(arguments: [(-5, 1, 0), (0, 1, 0), (3_600_000_000, 1, 3_600_000_000), (3_600_000_001, 0, 0)])
    func `what was told more than an hour late wasn't processed so long`(
        late: Int64, processed: Int64, processing: Int64
    ) throws {
        var story = Story()
        story.tell(Story.received(), at: Story.at(1), late: late)
        let counts = try #require(try VolumeFold().states(after: story.facts).values.first?.total.list[0])
        #expect(counts.processed == processed)
        #expect(counts.processing == processing)
    }

    @Test(arguments: UInt64(1)...5)
    func `facts that are folded again change nothing`(seed: UInt64) throws {
        let facts = Story.random(seed: seed, 300, lateness: true).facts
        func check(_ fold: some Fold) throws {
            let once = try fold.states(after: facts)
            #expect(try fold.states(after: facts, from: once) == once, "seed \(seed)")
            #expect(!once.isEmpty)
        }
        try check(VolumeFold())
        try check(EventCountFold())
        try check(ContactFold())
    }

    @Test func `events of the pipeline are counted, those that aren't known passed over`() throws {
        let message = MessageReference(source: .twilio, messageID: "m", position: .first, occurredAt: Story.at(1))
        var story = Story()
        for _ in 0..<2 {
            story.tell(.taskCreated(TaskCreated(taskID: "t", title: "Call")), kind: .taskCreated, at: Story.at(1))
        }
        for status in [VoiceTranscribed.Status.completed, .failed, .pending] {
            let transcription = VoiceTranscribed(message: message, status: status)
            story.tell(.voiceTranscribed(transcription), kind: .voiceTranscribed, at: Story.at(1))
        }
        for kind in [EventKind.taskCreated, .messageAnalyzed, .messageStatus] {
            story.tell(.other, kind: kind, at: Story.at(1))
        }
        let states = try EventCountFold().states(after: story.facts)
        let counts = Dictionary(uniqueKeysWithValues: states.map { ($0.key.kind, $0.value.events) })
        #expect(counts == [.taskCreated: 2, .voiceTranscribed: 1])
    }

    @Test func `a name that is too long for an index stands as its digest`() {
        let name = ChannelName(medium: String(repeating: "m", count: 257), channel: String(repeating: "c", count: 256))
        #expect(name.medium.hasPrefix("sha256:"))
        #expect(name.medium.utf8.count == 71)
        #expect(name.channel == String(repeating: "c", count: 256))
        #expect(ChannelName(medium: name.medium, channel: name.channel) == name)
    }
}

extension PackedCounts {
    /// The counts by place.
    fileprivate var list: [UInt8: MessageCounts] {
        get throws {
            var list: [UInt8: MessageCounts] = [:]
            try forEachGroup({ $0 }) { list[$0] = $1 }
            return list
        }
    }
}
