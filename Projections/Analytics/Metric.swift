package import Vocabulary

/// What is counted or measured. Each has one definition, here or, for times, in `OpeningsFold`; events count at the time they
/// occurred.
package enum Metric: String, Hashable, Sendable, CaseIterable {
    /// All messages, as `CountedMessage` has them.
    case messages = "total_messages"
    /// Those that contacts wrote.
    case inbound = "inbound_messages"
    /// Those that were written to contacts.
    case outbound = "outbound_messages"
    /// Those that are audio, either way.
    case voice = "voice_messages"
    /// Outbound ones that a person wrote.
    case human = "human_messages"
    /// Outbound ones that something automatic wrote.
    case automation = "automation_messages"
    /// `task.created`
    case tasks = "tasks_created"
    /// `voice.transcribed`, completed
    case transcriptions = "transcriptions_completed"
    /// `message.analyzed`
    case analyses = "messages_analyzed"
    /// `escalation.raised`
    case escalations = "escalations_raised"
    /// Openings that were answered, and how soon.
    case firstResponse = "first_response"
    /// Openings that were resolved, and how soon.
    case resolution

    /// The kind of event that it counts, as `Fact.countedKind` has it; `nil` where it counts something else.
    package var kind: EventKind? {
        switch self {
        case .tasks: .taskCreated
        case .transcriptions: .voiceTranscribed
        case .analyses: .messageAnalyzed
        case .escalations: .escalationRaised
        case .messages, .inbound, .outbound, .voice, .human, .automation, .firstResponse, .resolution: nil
        }
    }

    /// Whether it counts a message.
    package func counts(_ message: CountedMessage) -> Bool {
        switch self {
        case .messages: true
        case .inbound: message.direction == .inbound
        case .outbound: message.direction == .outbound
        case .voice: message.form == .audio
        case .human: message.nature == .human
        case .automation: message.nature == .automation
        default: false
        }
    }

    /// How many of these messages it counts; `nil` for a metric that counts no messages.
    package func count(in figures: VolumeFigures) -> Int64? {
        switch self {
        case .messages: figures.count(.inbound) + figures.count(.outbound)
        case .inbound: figures.count(.inbound)
        case .outbound: figures.count(.outbound)
        case .voice: figures.count(MessageContent.Form.audio)
        case .human: figures.byHuman
        case .automation: figures.byAutomation
        default: nil
        }
    }
}
