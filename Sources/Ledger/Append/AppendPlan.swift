import Cryptography
import MerkleLog
import Vocabulary

/// What a batch of appends comes to: decided under the head lock, by values alone.
struct AppendPlan: Sendable {
    /// How the head stood when it was locked, and what the database knows that bears on the batch.
    struct Situation: Sendable {
        var growth: TreeGrowth
        var recordedAt: Timestamp
        /// Ids of the batch that stand in the ledger already.
        var known: [Key: Entry] = [:]
        /// The latest event of each conversation that a condition names.
        var latest: [ConversationID: Position] = [:]
    }

    /// Under what an id is unique.
    struct Key: Hashable, Sendable {
        var tenant: TenantID
        var id: EventID
    }

    /// What is kept of an id.
    struct Entry: Hashable, Sendable {
        var position: Position
        var digest: Hash256
    }

    /// A draft that got its position.
    struct NumberedEvent: Sendable {
        var header: EventHeader
        var digest: Hash256
        var body: [UInt8]
        var leaf: Hash256
    }

    /// One result for each request, in order.
    private(set) var results: [Result<[AppendOutcome], LedgerError>] = []
    /// What is to be inserted, in order of position.
    private(set) var events: [NumberedEvent] = []
    private(set) var tiles: [Tile] = []
    private(set) var growth: TreeGrowth
    private(set) var recordedAt: Timestamp

    private var known: [Key: Entry]
    private var latest: [ConversationID: Position]

    /// Numbers the requests in order. `now` is the clock's time, which never turns the ledger's time back.
    init(_ requests: [AppendRequest], in situation: Situation, now: Timestamp) {
        growth = situation.growth
        known = situation.known
        latest = situation.latest
        recordedAt = max(now, situation.recordedAt)
        events.reserveCapacity(requests.count)
        results.reserveCapacity(requests.count)
        for request in requests {
            if let refusal = refusal(of: request) {
                results.append(.failure(refusal))
            } else {
                results.append(.success(record(request.drafts)))
            }
        }
    }

    private func refusal(of request: AppendRequest) -> LedgerError? {
        for case .event(let cause)? in request.drafts.lazy.map(\.cause) where cause.rawValue >= growth.range.size {
            return LedgerError(.notFound, "Event \(cause), which is named as a cause, isn't in the ledger.")
        }
        guard let condition = request.condition, let last = latest[condition.conversation] else { return nil }
        // A repetition of what was recorded is not refused: it changes nothing.
        let isRepetition = request.drafts.allSatisfy { known[Key(tenant: $0.tenant, id: $0.id)]?.digest == $0.digest }
        if isRepetition { return nil }
        if let seen = condition.position, last <= seen { return nil }
        return LedgerError(
            .conditionFailed(latest: last),
            "The conversation has an event at position \(last) that the caller hasn't seen. Read it, and decide again.")
    }

    private mutating func record(_ drafts: [SealedDraft]) -> [AppendOutcome] {
        var outcomes: [AppendOutcome] = []
        outcomes.reserveCapacity(drafts.count)
        for draft in drafts {
            let key = Key(tenant: draft.tenant, id: draft.id)
            if let entry = known[key] {
                let receipt = Receipt(position: entry.position, id: draft.id)
                outcomes.append(entry.digest == draft.digest ? .duplicate(receipt) : .conflict(receipt))
                continue
            }
            let position = number(draft, siblings: outcomes)
            known[key] = Entry(position: position, digest: draft.digest)
            if let conversation = draft.conversation { latest[conversation] = position }
            outcomes.append(.recorded(Receipt(position: position, id: draft.id)))
        }
        return outcomes
    }

    private mutating func number(_ draft: SealedDraft, siblings: [AppendOutcome]) -> Position {
        let position = Position(growth.range.size)
        let cause: Position? =
            switch draft.cause {
            case .event(let position): position
            case .sibling(let index): siblings.indices.contains(index) ? siblings[index].receipt.position : nil
            case nil: nil
            }
        let header = EventHeader(
            position: position, id: draft.id, tenant: draft.tenant, kind: draft.kind, source: draft.source,
            subject: draft.subject, conversation: draft.conversation, actor: draft.actor, cause: cause,
            occurredAt: draft.occurredAt ?? recordedAt, recordedAt: recordedAt)
        let leaf = MerkleTree.leafHash(CanonicalHeader.bytes(of: header, bodyDigest: draft.bodyDigest))
        tiles.append(contentsOf: growth.append(leaf))
        events.append(NumberedEvent(header: header, digest: draft.digest, body: draft.body, leaf: leaf))
        return position
    }
}
