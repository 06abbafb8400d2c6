import Vocabulary

@testable import Analytics

/// The definition of openings, applied to a whole history at once in the plainest way. The history must be told in the order in which
/// it occurred.
func openingsByDefinition(_ facts: [RecordedFact], tenant: TenantID = .default) -> [Opening] {
    let day: Int64 = 86_400_000_000
    var openings: [Opening] = []
    let conversations = Dictionary(
        grouping: facts.filter { $0.event.tenant == tenant && $0.event.conversation != nil }
    ) { $0.event.conversation }
    for facts in conversations.values {
        var own: [Opening] = []
        var (heardAt, isClosed): (Timestamp?, Bool) = (nil, false)
        for fact in facts {
            let (at, position) = (fact.event.occurredAt, fact.event.position)
            func isInReach(_ opening: Opening) -> Bool {
                at.microseconds - opening.openedAt.microseconds <= 28 * day
            }
            switch fact.fact {
            case .messageReceived(let message):
                if isClosed || heardAt.map({ at.microseconds - $0.microseconds >= day }) ?? true {
                    own.append(Opening(openedAt: at, openedPosition: position, channel: ChannelName(message.channel)))
                    isClosed = false
                }
                heardAt = at
            case .messageSent(let message):
                guard let last = own.last, last.answer == nil, !isClosed, isInReach(last) else { continue }
                own[own.count - 1].answer = Opening.Answer(at: at, position: position, nature: message.sender.nature)
            case .conversationUpdated:
                guard let last = own.last, !isClosed else { continue }
                isClosed = true
                guard isInReach(last) else { continue }
                own[own.count - 1].resolvedAt = at
                own[own.count - 1].resolvedPosition = position
            default: continue
            }
        }
        openings += own
    }
    return openings.sorted { $0.openedPosition < $1.openedPosition }
}

extension [OpeningsKey: OpeningsState] {
    /// The openings of a tenant, those left out that only go on with one of the period before.
    func openings(of tenant: TenantID = .default) -> [Opening] {
        filter { $0.key.tenant == tenant }.flatMap { key, state in
            var before = key
            before.period = key.period.previous
            return state.openings.dropFirst(self[before]?.isContinued == true ? 1 : 0)
        }.sorted { $0.openedPosition < $1.openedPosition }
    }
}
