import Curl
import Synchronization
import Vocabulary

/// How a conversation begins.
enum Beginning: Sendable {
    /// With this session: the one that the person has, or one that is recorded or queued now.
    case session(String)
    case refused(Refusal)
}

extension Courier {
    /// Finds the session that a person has, or begins one.
    ///
    /// The id of a new one is chosen here, so that later writes have one even while the server is down. Several callers who begin with one
    /// person at the same moment get the same.
    func begin(
        with person: Person, _ fields: JSONObject, phone: String, until deadline: ContinuousClock.Instant
    ) async -> Beginning {
        if let session = standing.withLock({ $0.queue.opening(of: person) }) { return .session(session) }
        // Half of the time for the question, so that some is left to put the answer's lack on the disk.
        let half = min(deadline, .now + configuration.timeout / 2)
        let found = await read("/api/v1/whatsapp/lookup/conversation/\(phone.percentEncoded)", until: half)
            .map(\.state)
        if case .found(let state) = found, state.isActive, person.agrees(with: state) {
            standing.withLock { $0.recent.use(state.sessionID, of: person, at: .now) }
            return .session(state.sessionID)
        }
        var isKnown = true
        if case .unavailable = found { isKnown = false }
        let (session, isNew) = propose(for: person, isKnown: isKnown)
        guard isNew else { return .session(session) }
        var fields = fields
        fields["sessionId"] = .string(session)
        let draft = Draft(session: session, method: .post, path: PendingWrite.openings, fields: fields)
        if case .refused(let refusal) = await write(draft, until: deadline) {
            standing.withLock { $0.recent.forget(session, of: person) }
            return .refused(refusal)
        }
        return .session(session)
    }

    /// - Parameter isKnown: whether the server has said that there is none.
    private func propose(for person: Person, isKnown: Bool) -> (session: String, isNew: Bool) {
        let new = "\(person.botID ?? "agent")_\(Self.newID())"
        return standing.withLock { standing in
            let now = ContinuousClock.now
            let held =
                standing.queue.opening(of: person)
                ?? (isKnown
                    ? standing.recent.justOpened(person, within: configuration.missingGrace, at: now)
                    : standing.recent.session(of: person, at: now))
            if let held { return (held, false) }
            standing.recent.open(new, of: person, at: now)
            return (new, true)
        }
    }
}
