import Ledger
import Pipeline
import Providers
import Vocabulary

/// Analyses and routes messages by the built-in rules, and records what it finds: `message.analyzed` and `message.routed`, once for each
/// message. What was recorded first stays.
struct MessageAnalyst: Sendable {
    let ledger: Ledger
    let rules: MessageRules

    /// What was found in a message, as it stands in the ledger.
    struct Finding: Sendable {
        var analysis: MessageAnalyzed
        var routing: MessageRouted
    }

    /// A message that stands in the ledger.
    struct Message: Sendable {
        var tenant: TenantID
        var subject: SubjectID
        var conversation: ConversationID?
        var receipt: Receipt
        var reference: MessageReference
    }

    /// Analyses a message, or tells what was found in it before.
    ///
    /// - Throws: `LedgerError`; `UnreadableDelivery` when what was recorded can't be read.
    func analyze(_ message: Message, _ context: MessageContext) async throws -> Finding {
        let analysis = rules.analysis(of: context)
        let routing = rules.routing(of: context, analysis)
        let finding = Finding(
            analysis: MessageAnalyzed(message: message.reference, analysis),
            routing: MessageRouted(
                message: message.reference, agent: routing.agent.rawValue, reason: routing.reason.rawValue))
        let outcomes = try await ledger.append([
            draft(finding.analysis, "analysis", of: message), draft(finding.routing, "routing", of: message),
        ])
        let isNew = outcomes.allSatisfy { if case .conflict = $0 { false } else { true } }
        return isNew ? finding : try await recorded(outcomes, otherwise: finding)
    }

    private func draft(_ fact: some RecordFact, _ step: String, of message: Message) -> EventDraft {
        EventDraft(
            tenant: message.tenant, kind: type(of: fact).kind, source: .daybook, key: "\(step):\(message.receipt.id)",
            subject: message.subject, conversation: message.conversation, actor: .pipeline(version: rules.version),
            cause: .event(message.receipt.position), occurredAt: message.reference.occurredAt,
            body: DaybookRecord.body(of: fact))
    }

    /// What was found when the message was analysed first: with other rules, or with other messages before it.
    private func recorded(_ outcomes: [AppendOutcome], otherwise finding: Finding) async throws -> Finding {
        var finding = finding
        let reader = FactReader()
        for outcome in outcomes {
            guard let event = try await ledger.primary.event(at: outcome.receipt.position),
                let body = try await ledger.primary.open([event]).first?.body
            else { continue }
            switch try reader.fact(event: event.header, body: body) {
            case .messageAnalyzed(let analysis): finding.analysis = analysis
            case .messageRouted(let routing): finding.routing = routing
            default: continue
            }
        }
        return finding
    }
}

extension MessageAnalyzed {
    fileprivate init(message: MessageReference, _ analysis: MessageAnalysis) {
        self.init(
            message: message, summary: analysis.summary, sentiment: analysis.sentiment, urgency: analysis.urgency,
            category: analysis.category.rawValue, priority: analysis.priority.rawValue, keywords: analysis.keywords,
            isActionRequired: analysis.isActionRequired, responseTime: analysis.responseTime.rawValue)
    }
}
