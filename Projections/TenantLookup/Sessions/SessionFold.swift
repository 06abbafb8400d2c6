import ProjectionEngine
package import Vocabulary

/// `lookup_sessions`: one row a session of an agent.
///
/// Syncs are merged in the order of the ledger. One that occurred before another that is known already only fills gaps.
/// Whether a session is still active isn't told here, but when it is read: it depends on the clock.
package struct SessionFold: Fold {
    package let table = "lookup_sessions"

    package init() {}

    /// How many messages a row keeps.
    static let messageBound = 50
    /// How many orders a row keeps.
    static let orderBound = 100

    package func keys(of fact: RecordedFact) -> [SessionKey] {
        switch fact.fact {
        case .stateSynced(let sync): [SessionKey(tenant: fact.event.tenant, session: sync.sessionID)]
        case .orderLinked(let link): [SessionKey(tenant: fact.event.tenant, session: link.sessionID)]
        default: []
        }
    }

    package func fold(_ state: inout SessionState?, key: SessionKey, fact: RecordedFact) {
        let event = fact.event
        // A row that has seen an event doesn't see it again.
        if let seen = state?.last, seen >= event.position { return }
        if state == nil { state = SessionState(event) }
        state?.apply(fact.fact, event)
    }
}

extension SessionState {
    fileprivate mutating func apply(_ fact: Fact, _ event: EventHeader) {
        switch fact {
        case .stateSynced(let sync): merge(sync, event)
        case .orderLinked(let link): add(link, event)
        default: return
        }
        subject = event.subject
        createdAt = min(createdAt, event.occurredAt)
        activeAt = max(activeAt, event.occurredAt)
        last = event.position
    }

    private mutating func merge(_ sync: StateSynced, _ event: EventHeader) {
        let isNewer = syncedAt.map { $0 <= event.occurredAt } ?? true
        func choose(_ held: inout String?, _ said: String?) {
            if let said, isNewer || held == nil { held = said }
        }
        choose(&phone, sync.phone)
        choose(&subDomain, sync.subDomain)
        choose(&botID, sync.botID)
        choose(&localID, sync.localID)
        choose(&intent, sync.intent)
        choose(&step, sync.step)
        context = Self.merged(context, sync.context, isNewer: isNewer)
        metadata = Self.merged(metadata, sync.metadata, isNewer: isNewer)
        if let message = sync.message { add(message, event) }
        if isNewer { syncedAt = event.occurredAt }
    }

    private static func merged(_ held: JSONObject, _ patch: JSONObject?, isNewer: Bool) -> JSONObject {
        guard let patch else { return held }
        return isNewer ? held.merging(patch) : JSONObject().merging(patch).merging(held)
    }

    private mutating func add(_ message: StateSynced.Message, _ event: EventHeader) {
        let message = Message(role: message.role, content: message.content, at: message.at ?? event.occurredAt)
        let place = messages.lastIndex { $0.at <= message.at }
        messages.insert(message, at: place.map { $0 + 1 } ?? 0)
        if messages.count > SessionFold.messageBound { messages.removeFirst() }
    }

    private mutating func add(_ link: OrderLinked, _ event: EventHeader) {
        if subDomain == nil { subDomain = link.subDomain }
        guard !orders.contains(where: { $0.id == link.orderID }) else { return }
        orders.append(Order(id: link.orderID, at: event.occurredAt))
        if orders.count > SessionFold.orderBound { orders.removeFirst() }
    }
}
