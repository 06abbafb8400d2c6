import Measures
import Vocabulary

/// How many webhooks came since the server started, and what became of them: all that is kept of a forged one.
final class WebhookCounters: Sendable {
    /// The counters of one provider.
    final class Counts: Sendable {
        private let acknowledged = WebhookOutcome.allCases.map { _ in Counter() }
        private let refused = WebhookRefusal.allCases.map { _ in Counter() }

        func add(_ outcome: WebhookOutcome) { acknowledged[outcome.rawValue].add() }
        func add(_ refusal: WebhookRefusal) { refused[refusal.rawValue].add() }

        subscript(outcome: WebhookOutcome) -> Int { acknowledged[outcome.rawValue].value }
        subscript(refusal: WebhookRefusal) -> Int { refused[refusal.rawValue].value }

        /// Answered 2xx: durably in the ledger.
        var accepted: Int { acknowledged.reduce(0) { $0 + $1.value } }

        /// Refused for good, or put off until the provider tries again.
        func refused(isPostponement: Bool) -> Int {
            WebhookRefusal.allCases.filter { $0.isPostponement == isPostponement }.reduce(0) { $0 + self[$1] }
        }
    }

    /// The providers that sign what they deliver.
    static let signed: [Source] = [.respondIO, .twilio, .whatsApp, .elevenLabs]
    /// All that deliver webhooks, whoever vouches for them.
    static let sources = signed + [.izer]

    private let respondIO = Counts()
    private let twilio = Counts()
    private let whatsApp = Counts()
    private let elevenLabs = Counts()
    private let izer = Counts()
    private let others = Counts()

    subscript(source: Source) -> Counts {
        switch source {
        case .respondIO: respondIO
        case .twilio: twilio
        case .whatsApp: whatsApp
        case .elevenLabs: elevenLabs
        case .izer: izer
        case .agent, .sheets, .daybook: others
        }
    }
}
