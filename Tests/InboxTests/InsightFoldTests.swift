import Inbox
import ProjectionTestSupport
import Testing
import Vocabulary

struct InsightFoldTests {
    private static let message = MessageReference(
        source: .respondIO, messageID: "m1", position: Position(0), occurredAt: Sample.minute(0))
    private static let key = MessageKey(tenant: .default, source: .respondIO, messageID: "m1")

    private func state(_ facts: [RecordedFact]) throws -> InsightState? {
        try InsightFold().states(after: facts)[Self.key]
    }

    private func attention(_ facts: [RecordedFact]) throws -> ConversationAttention? {
        try ConversationFold().states(after: facts).values.first?.attention
    }

    @Test func `what was found out of a message is in one row`() throws {
        var sample = Sample()
        let facts = [
            sample.next(.voiceTranscribed(VoiceTranscribed(message: Self.message, status: .pending))),
            sample.next(
                .voiceTranscribed(
                    VoiceTranscribed(message: Self.message, status: .completed, text: "call me", language: "en"))),
            sample.next(
                .messageAnalyzed(
                    MessageAnalyzed(
                        message: Self.message, summary: "wants a call", sentiment: .urgent, urgency: 9,
                        entities: ["people": ["Ada"]], isActionRequired: true)), at: 3),
            sample.next(.taskCreated(TaskCreated(taskID: "t1", title: "Call", message: Self.message))),
        ]
        let state = try #require(try state(facts))
        #expect(state.transcription?.status == .completed)
        #expect(state.transcription?.text == "call me")
        #expect(state.analysis?.sentiment == .urgent)
        #expect(state.analysis?.at == Sample.minute(3))
        #expect(state.taskCount == 1)
        #expect(state.task?.title == "Call")
        #expect(state.messageAt == Sample.minute(0))
        #expect(try self.state(facts + facts) == state)
    }

    @Test func `a message of which nothing was found out has no row`() throws {
        var sample = Sample()
        #expect(try InsightFold().states(after: [sample.next(Sample.received()), sample.next(Sample.sent())]).isEmpty)
        let task = sample.next(.taskCreated(TaskCreated(taskID: "t1", title: "of no message")))
        #expect(InsightFold().keys(of: task).isEmpty)
    }

    @Test func `a conversation shows the analysis of its latest message, whichever comes last`() throws {
        var sample = Sample()
        var later = Self.message
        later.position = Position(5)
        let facts = [
            sample.next(.messageAnalyzed(MessageAnalyzed(message: later, summary: "later", sentiment: .positive))),
            sample.next(.messageAnalyzed(MessageAnalyzed(message: Self.message, summary: "earlier", urgency: 3))),
        ]
        let attention = try #require(try attention(facts))
        #expect(attention.summary == "later")
        #expect(attention.sentiment == .positive)
        #expect(attention.urgency == nil)
    }

    @Test func `tasks stay open until they are done, and the row doesn't grow without end`() throws {
        var sample = Sample()
        var facts = (0..<70).map { sample.next(.taskCreated(TaskCreated(taskID: "t\($0)", title: "do it"))) }
        facts.append(sample.next(.taskUpdated(TaskUpdated(taskID: "t69", status: .done))))
        facts.append(sample.next(.taskUpdated(TaskUpdated(taskID: "t1", status: .open))))
        facts.append(sample.next(.taskUpdated(TaskUpdated(taskID: "t1", status: .open))))
        let open = try #require(try attention(facts)?.openTasks)
        #expect(open == (6..<69).map { "t\($0)" } + ["t1"])
    }

    @Test func `automation is paused until it is resumed`() throws {
        var sample = Sample()
        let pause = sample.next(.automationPaused(AutomationPaused(reason: "a person wrote", until: Sample.minute(9))))
        let raised = sample.next(.escalationRaised(EscalationRaised(reason: "angry")), at: 2)
        let paused = try #require(try attention([pause, raised]))
        #expect(paused.isAutomationPaused)
        #expect(paused.pausedUntil == Sample.minute(9))
        #expect(paused.escalation == "angry")
        #expect(paused.escalatedAt == Sample.minute(2))
        let resumed = try attention([pause, raised, sample.next(.automationResumed(AutomationResumed()))])
        #expect(resumed?.isAutomationPaused == false)
        #expect(resumed?.pausedUntil == nil)
        #expect(resumed?.escalation == "angry")
    }

    @Test func `tags are what the provider told last, and what came and went since`() throws {
        var sample = Sample()
        var tagged = ContactProfile()
        tagged.tags = ["client", "us"]
        func tags(_ facts: [RecordedFact]) throws -> [String]? {
            try ConversationFold().states(after: facts).values.first?.tags
        }
        let known = sample.next(.contactUpdated(ContactUpdated(contact: tagged)), at: 5)
        let changed = sample.next(
            .contactUpdated(
                ContactUpdated(contact: ContactProfile(), tagsAdded: ["urgent", "us"], tagsRemoved: ["client"])), at: 6)
        #expect(try tags([known]) == ["client", "us"])
        #expect(try tags([known, changed]) == ["us", "urgent"])
        tagged.tags = []
        let late = sample.next(.contactUpdated(ContactUpdated(contact: tagged)), at: 1)
        #expect(try tags([known, changed, late]) == ["us", "urgent"])
    }
}
