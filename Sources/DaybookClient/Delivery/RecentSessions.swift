/// The sessions that were last used, by person: with whom one goes on while the server can't be asked.
struct RecentSessions {
    private struct Known {
        var session: String
        var usedAt: ContinuousClock.Instant
        /// When this client began it.
        var openedAt: ContinuousClock.Instant?
    }

    /// How many are kept in mind.
    let bound: Int
    private var known: [Person: Known] = [:]
    private var opened: [String: ContinuousClock.Instant] = [:]

    /// How long a person's session goes on after its last use: as long as the server lets it, unless that is told otherwise.
    static let lifetime = Duration.seconds(24 * 3600)

    init(bound: Int = 1000) {
        self.bound = bound
    }

    func session(of person: Person, at now: ContinuousClock.Instant) -> String? {
        known[person].flatMap { $0.usedAt + Self.lifetime > now ? $0.session : nil }
    }

    /// The session that this client began with a person not longer ago than `grace`: the server may not show it yet.
    func justOpened(_ person: Person, within grace: Duration, at now: ContinuousClock.Instant) -> String? {
        known[person].flatMap { known in
            known.openedAt.map { $0 + grace > now } == true ? known.session : nil
        }
    }

    func wasJustOpened(_ session: String, within grace: Duration, at now: ContinuousClock.Instant) -> Bool {
        opened[session].map { $0 + grace > now } ?? false
    }

    mutating func use(_ session: String, of person: Person, at now: ContinuousClock.Instant) {
        let openedAt = known[person].flatMap { $0.session == session ? $0.openedAt : nil }
        known[person] = Known(session: session, usedAt: now, openedAt: openedAt)
        shrink()
    }

    mutating func open(_ session: String, of person: Person, at now: ContinuousClock.Instant) {
        known[person] = Known(session: session, usedAt: now, openedAt: now)
        opened[session] = now
        shrink()
    }

    /// The server has taken the session's opening over just now.
    mutating func confirm(_ session: String, at now: ContinuousClock.Instant) {
        opened[session] = now
        shrink()
    }

    /// The session could not be begun.
    mutating func forget(_ session: String, of person: Person) {
        if known[person]?.session == session { known[person] = nil }
        opened[session] = nil
    }

    /// Takes a tenth away at a time, so that not each use costs a search.
    private mutating func shrink() {
        if known.count > bound {
            let oldest = known.sorted { $0.value.usedAt < $1.value.usedAt }.prefix(bound / 10 + 1)
            for (person, _) in oldest { known[person] = nil }
        }
        if opened.count > bound {
            for (session, _) in opened.sorted(by: { $0.value < $1.value }).prefix(bound / 10 + 1) {
                opened[session] = nil
            }
        }
    }
}
