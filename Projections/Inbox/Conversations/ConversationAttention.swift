package import Postgres
package import ProjectionEngine
package import Vocabulary

/// What a conversation asks of the people who look after it: the last analysis, open tasks, whether automation answers.
package struct ConversationAttention: Equatable, Sendable {
    /// Of the last message that was analysed.
    package var summary: String?
    package var sentiment: MessageAnalyzed.Sentiment?
    /// From 1 to 10.
    package var urgency: Int64?
    /// The message of which they are.
    package var analyzedPosition: Position?
    /// The ids of tasks that aren't done, the latest `taskBound` of them.
    package var openTasks: [String] = []
    package var isAutomationPaused = false
    /// When it goes on by itself.
    package var pausedUntil: Timestamp?
    /// Why a person is to look at it.
    package var escalation: String?
    package var escalatedAt: Timestamp?

    /// A row must not grow with tasks that nobody ever does.
    static let taskBound = 64

    init() {}

    mutating func apply(_ fact: Fact, _ event: EventHeader) {
        switch fact {
        case .messageAnalyzed(let analysis):
            // Analyses come in any order: that of the latest message stands.
            guard analyzedPosition.map({ $0 <= analysis.message.position }) ?? true else { return }
            analyzedPosition = analysis.message.position
            summary = analysis.summary
            sentiment = analysis.sentiment
            urgency = analysis.urgency
        case .taskCreated(let task): open(task.taskID)
        case .taskUpdated(let task):
            if task.status == .open { open(task.taskID) } else { openTasks.removeAll { $0 == task.taskID } }
        case .automationPaused(let pause):
            isAutomationPaused = true
            pausedUntil = pause.until
        case .automationResumed:
            isAutomationPaused = false
            pausedUntil = nil
        case .escalationRaised(let raised):
            escalation = raised.reason
            escalatedAt = event.occurredAt
        default: break
        }
    }

    private mutating func open(_ task: String) {
        guard !openTasks.contains(task) else { return }
        openTasks.append(task)
        if openTasks.count > Self.taskBound { openTasks.removeFirst() }
    }
}

extension ConversationAttention: RowPart {
    package static let columns = [
        "summary", "sentiment", "urgency", "analyzed_position", "open_tasks", "automation_paused", "paused_until",
        "escalation", "escalated_at",
    ]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(summary)
        try row.write(sentiment?.rawValue)
        try row.write(urgency)
        try row.write(analyzedPosition)
        try row.write(openTasks)
        try row.write(isAutomationPaused)
        try row.write(pausedUntil)
        try row.write(escalation)
        try row.write(escalatedAt)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        summary = try row.next()
        sentiment = try row.nextCase()
        urgency = try row.next()
        analyzedPosition = try row.next()
        openTasks = try row.next()
        isAutomationPaused = try row.next()
        pausedUntil = try row.next()
        escalation = try row.next()
        escalatedAt = try row.next()
    }
}
