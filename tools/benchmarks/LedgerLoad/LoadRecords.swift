import Ledger
import Providers
import Vocabulary

/// What Daybook itself would have recorded of deliveries, once they had positions: analyses, tasks, transcriptions, notes, and what
/// was read. Pure, and the same for the same events.
struct LoadRecords: Sendable {
    private static let author = Assignee(id: "user_7", name: "Philippa Thistlewood")
    private static let pipeline = Actor.pipeline(version: "load")
    private static let summaries = ["Asks for a date.", "Has a complaint.", "Says thank you.", "Wants an invoice."]
    private static let categories = ["inquiry", "complaint", "general", "support"]

    private var waiting: [EventDraft] = []

    /// Notes what was recorded of `drafts`.
    mutating func add(_ drafts: [EventDraft], _ outcomes: [AppendOutcome]) throws {
        for (draft, outcome) in zip(drafts, outcomes) {
            guard case .recorded(let receipt) = outcome, draft.kind == .messageReceived,
                case .verbatim(let headers, let bytes) = draft.body
            else { continue }
            // Spread by position: a seventh of the messages is enough, and reading each again would make filling slow.
            let number = Int(receipt.position.rawValue)
            guard number % 7 == 0 else { continue }
            let reader: any WebhookReader =
                draft.source == .twilio ? WebhookReaders.twilio : WebhookReaders.respondIO
            let fact = try reader.fact(kind: draft.kind, headers: headers, bytes: bytes)
            guard case .messageReceived(let message) = fact, let at = draft.occurredAt else { continue }
            let reference = MessageReference(
                source: draft.source, messageID: message.messageID, position: receipt.position, occurredAt: at)
            waiting += Self.records(of: reference, isVoice: message.content.form == .audio, number / 7, draft)
        }
    }

    /// At most `count` of them, the oldest first.
    mutating func take(_ count: Int) -> [EventDraft] {
        let taken = Array(waiting.prefix(count))
        waiting.removeFirst(taken.count)
        return taken
    }

    private static func records(
        of message: MessageReference, isVoice: Bool, _ number: Int, _ delivery: EventDraft
    ) -> [EventDraft] {
        let words = summaries[number % summaries.count]
        var drafts: [EventDraft] = []
        func add(_ fact: some RecordFact, _ actor: Actor, after seconds: Int) {
            let kind = type(of: fact).kind
            drafts.append(
                EventDraft(
                    tenant: delivery.tenant, kind: kind, source: .daybook, key: "\(kind):\(message.position)",
                    subject: delivery.subject, conversation: delivery.conversation, actor: actor,
                    cause: .event(message.position),
                    occurredAt: message.occurredAt.advanced(by: .seconds(seconds)), body: DaybookRecord.body(of: fact)))
        }
        if isVoice {
            add(VoiceTranscribed(message: message, status: .completed, text: words, language: "en"), pipeline, after: 4)
        }
        let moods = MessageAnalyzed.Sentiment.allCases
        add(
            MessageAnalyzed(
                message: message, summary: words, sentiment: moods[number / 3 % moods.count],
                urgency: Int64(1 + number % 10), category: categories[number % categories.count], priority: "normal",
                keywords: ["appointment"], isActionRequired: number.isMultiple(of: 4)), pipeline, after: 6)
        if number.isMultiple(of: 4) {
            let task = "task_\(message.position)"
            add(
                TaskCreated(taskID: task, title: words, type: "follow_up", priority: 3, message: message), pipeline,
                after: 7)
            if number.isMultiple(of: 8) {
                add(TaskUpdated(taskID: task, status: .done), .user(id: author.id), after: 7200)
            }
        }
        if number.isMultiple(of: 3) { add(MessagesRead(upTo: message.position), .user(id: author.id), after: 300) }
        if number.isMultiple(of: 10) {
            let note = NoteAdded(author: author, text: "Spoke to them: \(words)", contact: ContactProfile())
            add(note, .user(id: author.id), after: 600)
        }
        return drafts
    }
}
