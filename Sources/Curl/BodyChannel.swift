import Synchronization

/// The bytes of a streamed body between the client's thread, which offers them, and the task that reads them.
final class BodyChannel: Sendable {
    /// What a reader gets: bytes, the end (`nil`), or why there are no more.
    typealias Outcome = Result<[UInt8]?, HTTPError>
    typealias Reader = CheckedContinuation<Outcome, Never>

    private struct State {
        var bytes: [UInt8] = []
        var end: Outcome?
        var reader: Reader?
        var isPaused = false
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: How many bytes may wait to be read.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Takes bytes over; `false` when the reader must catch up first, and ``read(_:)`` will say when it has.
    func offer(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let (reader, taken) = state.withLock { state -> (Reader?, Bool) in
            if state.end != nil { return (nil, true) }
            if let reader = state.reader.take() { return (reader, true) }
            if !state.bytes.isEmpty && state.bytes.count + bytes.count > capacity {
                state.isPaused = true
                return (nil, false)
            }
            state.bytes.append(contentsOf: bytes)
            return (nil, true)
        }
        reader?.resume(returning: .success([UInt8](bytes)))
        return taken
    }

    /// Marks the end of the body; the first call counts. What has arrived is still read, unless the reading was cancelled.
    func finish(_ failure: HTTPError? = nil) {
        let outcome: Outcome = failure.map { .failure($0) } ?? .success(nil)
        let reader = state.withLock { state -> Reader? in
            guard state.end == nil else { return nil }
            state.end = outcome
            if failure?.code == .cancelled { state.bytes = [] }
            return state.reader.take()
        }
        reader?.resume(returning: outcome)
    }

    /// Resumes `reader` with what has arrived, or keeps it until something does.
    ///
    /// - Returns: Whether an offer had been refused and the sender can go on now.
    func read(_ reader: Reader) -> Bool {
        var outcome: Outcome?
        let canGoOn = state.withLock { state -> Bool in
            if !state.bytes.isEmpty {
                outcome = .success(state.bytes)
                state.bytes = []
            } else if let end = state.end {
                outcome = end
            } else if state.reader != nil {
                outcome = .failure(HTTPError(.invalidRequest, detail: "Two tasks read the same body."))
            } else {
                state.reader = reader
            }
            defer { state.isPaused = false }
            return state.isPaused
        }
        if let outcome { reader.resume(returning: outcome) }
        return canGoOn
    }
}
