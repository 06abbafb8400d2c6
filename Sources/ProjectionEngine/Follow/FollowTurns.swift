/// Lets the projections of one process fold one after the other, in the order in which they ask, while folding all at once would
/// leave no processor to the webhooks.
///
/// A turn is a courtesy, not a lock: who has had it for too long — waiting for a row that somebody else holds, catching up with a
/// million events — goes on beside the others, and holds them up no longer.
actor FollowTurns {
    /// How long others wait for one turn to end.
    private let longest: Duration
    private var lastTicket = 0
    /// Whose turn it is.
    private var holder: Int?
    private var waiting: [(ticket: Int, continuation: CheckedContinuation<Void, Never>)] = []
    private var end: Task<Void, Never>?

    init(longest: Duration = .milliseconds(100)) {
        self.longest = longest
    }

    /// How many wait for their turn.
    var waitingCount: Int { waiting.count }

    /// Does `work` when it is its turn; at once when no turns are to be taken.
    nonisolated func take<R>(if isNeeded: Bool = true, for work: () async throws -> R) async rethrows -> R {
        guard isNeeded else { return try await work() }
        let ticket = await enter()
        do {
            let result = try await work()
            await leave(ticket)
            return result
        } catch {
            await leave(ticket)
            throw error
        }
    }

    private func enter() async -> Int {
        lastTicket += 1
        let ticket = lastTicket
        if holder == nil {
            begin(ticket)
        } else {
            await withCheckedContinuation { waiting.append((ticket, $0)) }
        }
        return ticket
    }

    /// Whose turn it isn't any more has nothing to pass on.
    private func leave(_ ticket: Int) {
        guard holder == ticket else { return }
        end?.cancel()
        holder = nil
        guard !waiting.isEmpty else { return }
        let next = waiting.removeFirst()
        begin(next.ticket)
        next.continuation.resume()
    }

    private func begin(_ ticket: Int) {
        holder = ticket
        end = Task {
            try? await Task.sleep(for: longest)
            if !Task.isCancelled { leave(ticket) }
        }
    }
}
