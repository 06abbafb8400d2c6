package import Vocabulary

/// How many messages there were on one channel in one direction, and between which positions they lie.
package struct MessageCounts: Equatable, Sendable {
    package var byHuman: Int64 = 0
    package var byAutomation: Int64 = 0
    package var byUnknown: Int64 = 0
    /// Inbound messages whose processing time counts.
    package var processed: Int64 = 0
    /// The sum of those times, in microseconds.
    package var processing: Int64 = 0
    /// One for each form, in the order of `MessageContent.Form.allCases`.
    package var forms = [Int64](repeating: 0, count: MessageContent.Form.allCases.count)
    package var first: Position
    package var last: Position

    init(first: Position) {
        self.first = first
        last = first
    }

    /// Of no messages, to which others are added.
    static let none: Self = {
        var none = Self(first: Position(.max))
        none.last = Position(.min)
        return none
    }()

    /// Counts none again, in the same memory.
    mutating func clear() {
        (byHuman, byAutomation, byUnknown, processed, processing) = (0, 0, 0, 0, 0)
        for form in forms.indices { forms[form] = 0 }
        (first, last) = (Self.none.first, Self.none.last)
    }

    /// All of them: each message has a form.
    package var messages: Int64 { forms.reduce(0, +) }

    /// A message that is told later than this after it occurred wasn't processed for so long: it was kept back by its provider, or
    /// imported. In microseconds.
    static let longestProcessing: Int64 = 3_600_000_000

    /// Counts a message.
    mutating func add(_ message: CountedMessage, _ event: EventHeader) {
        switch message.nature {
        case .human: byHuman += 1
        case .automation: byAutomation += 1
        case .unknown: byUnknown += 1
        case nil: addProcessing(event.recordedAt.microseconds - event.occurredAt.microseconds)
        }
        if let form = MessageContent.Form.allCases.firstIndex(of: message.form) { forms[form] += 1 }
        last = event.position
    }

    private mutating func addProcessing(_ time: Int64) {
        guard time <= Self.longestProcessing else { return }
        processed += 1
        // The provider's clock may be ahead of ours.
        processing += max(0, time)
    }
}
