import DequeModule
import Synchronization

/// Brings concurrent requests together: while one batch is being served, the next one gathers.
///
/// A request is answered once: by its batch, by its deadline, or because the queue closed. One worker (`run`) serves batches in
/// order of arrival.
final class BatchQueue<Request: Sendable, Response: Sendable>: Sendable {
    private struct Waiting {
        var request: Request
        var ticket: Int
        var deadline: ContinuousClock.Instant
    }

    private typealias Answer = CheckedContinuation<Result<Response, LedgerError>, Never>
    private typealias Worker = CheckedContinuation<Void, Never>

    private struct State {
        var waiting: Deque<Waiting> = []
        var answers: [Int: Answer] = [:]
        var deadlines: Deque<(ticket: Int, at: ContinuousClock.Instant)> = []
        var nextTicket = 0
        var worker: Worker?
        var isClosed = false

        /// Takes a request on.
        ///
        /// - Returns: the worker, when it is to be woken.
        mutating func enter(
            _ request: Request, answer: Answer, limits: BatchQueueLimits
        ) -> Result<Worker?, LedgerError> {
            if isClosed { return .failure(LedgerError(.unavailable, "The service is shutting down.")) }
            if waiting.count >= limits.waiting {
                return .failure(
                    LedgerError(.overloaded, "More is waiting than the ledger takes on. Try again shortly."))
            }
            let ticket = nextTicket
            nextTicket += 1
            let deadline = ContinuousClock.now + limits.patience
            waiting.append(Waiting(request: request, ticket: ticket, deadline: deadline))
            deadlines.append((ticket, deadline))
            answers[ticket] = answer
            return .success(worker.take())
        }

        /// Takes the next batch off, if anything waits.
        mutating func takeBatch(_ limit: Int) -> [Waiting]? {
            guard !waiting.isEmpty else { return nil }
            let batch = Array(waiting.prefix(limit))
            waiting.removeFirst(batch.count)
            return batch
        }
    }

    /// So many that wait are served at once.
    private static var enough: Int { 16 }

    private let limits: BatchQueueLimits
    private let state = Mutex(State())

    init(_ limits: BatchQueueLimits) {
        self.limits = limits
    }

    /// How many requests wait for a batch.
    var waiting: Int {
        state.withLock { $0.waiting.count }
    }

    /// How many requests wait or are being served.
    var depth: Int {
        state.withLock { $0.answers.count }
    }

    /// Adds a request and waits for its answer. An answer that comes after the patience has run out is not heard.
    func submit(_ request: Request) async throws(LedgerError) -> Response {
        let result: Result<Response, LedgerError> = await withCheckedContinuation { continuation in
            let entry = state.withLock { state in
                state.enter(request, answer: continuation, limits: limits)
            }
            switch entry {
            case .success(let worker): worker?.resume()
            case .failure(let error): continuation.resume(returning: .failure(error))
            }
        }
        return try result.get()
    }

    /// Serves batches until the queue is closed and empty.
    ///
    /// - Parameter serve: answers a batch, one result for each request, in order.
    func run(_ serve: ([Request]) async -> [Result<Response, LedgerError>]) async {
        var last: (start: ContinuousClock.Instant, count: Int)?
        while await somethingWaits() {
            if let last { await gather(since: last.start, after: last.count) }
            // What waited may have run out of patience meanwhile.
            guard let batch = state.withLock({ $0.takeBatch(limits.batch) }) else { continue }
            last = (.now, batch.count)
            let results = await serve(batch.map(\.request))
            answer(zip(batch, results).map { ($0.ticket, $1) })
        }
    }

    /// Answers what has waited too long. To be called every now and then, while `run` runs.
    func expire(now: ContinuousClock.Instant = .now) {
        let expired = state.withLock { state in
            var expired: [Answer] = []
            while let first = state.deadlines.first, first.at <= now {
                state.deadlines.removeFirst()
                if let continuation = state.answers.removeValue(forKey: first.ticket) { expired.append(continuation) }
            }
            while let first = state.waiting.first, first.deadline <= now { state.waiting.removeFirst() }
            return expired
        }
        for continuation in expired {
            continuation.resume(returning: .failure(LedgerError(.unavailable, "The database didn't answer in time.")))
        }
    }

    /// Takes no more requests; what was taken is still served.
    func close() {
        let worker = state.withLock { state in
            state.isClosed = true
            return state.worker.take()
        }
        worker?.resume()
    }

    /// Waits for requests; false when the queue is closed and empty.
    private func somethingWaits() async -> Bool {
        while true {
            let (isEmpty, isClosed) = state.withLock { ($0.waiting.isEmpty, $0.isClosed) }
            if !isEmpty { return true }
            if isClosed { return false }
            await pause()
        }
    }

    /// Lets requests come together until the last batch began long enough ago, where they come in numbers: who asks alone isn't
    /// kept waiting for others.
    private func gather(since start: ContinuousClock.Instant, after count: Int) async {
        let (waiting, isClosed) = state.withLock { ($0.waiting.count, $0.isClosed) }
        guard !isClosed, waiting < Self.enough, max(waiting, count) > 1 else { return }
        let end = start + limits.spacing
        if .now < end { try? await Task.sleep(until: end) }
    }

    private func pause() async {
        await withCheckedContinuation { continuation in
            let goOn = state.withLock { state in
                if !state.waiting.isEmpty || state.isClosed { return true }
                state.worker = continuation
                return false
            }
            if goOn { continuation.resume() }
        }
    }

    private func answer(_ answers: [(ticket: Int, result: Result<Response, LedgerError>)]) {
        let resumptions = state.withLock { state in
            // Tickets are answered about in order, so their deadlines go from the front.
            let heard = answers.compactMap { answer in
                state.answers.removeValue(forKey: answer.ticket).map { ($0, answer.result) }
            }
            while let first = state.deadlines.first, state.answers[first.ticket] == nil {
                state.deadlines.removeFirst()
            }
            return heard
        }
        for (continuation, result) in resumptions { continuation.resume(returning: result) }
    }
}

/// What bounds a queue.
package struct BatchQueueLimits: Sendable {
    /// Requests in one batch.
    package var batch: Int
    /// Requests waiting; one more is refused as overloaded.
    package var waiting: Int
    /// How long a request may wait for its answer, the batch that serves it included.
    package var patience: Duration
    /// From the beginning of one batch to that of the next at least, when requests come in numbers: a batch costs about the same
    /// for one of them as for some dozen.
    package var spacing: Duration

    package init(batch: Int, waiting: Int, patience: Duration, spacing: Duration = .zero) {
        self.batch = batch
        self.waiting = waiting
        self.patience = patience
        self.spacing = spacing
    }
}
