import Synchronization

/// Names an exchange within one client.
struct TransferID: Hashable, Sendable {
    var number: UInt64
}

/// Starts, resumes and cancels one exchange, in whatever order the calls come in.
///
/// A task's cancellation handler may run before the exchange is started, or after it has ended.
final class TransferTicket: Sendable {
    private enum State {
        case new
        case started
        case cancelled
    }

    private let id: TransferID
    private let loop: TransferLoop
    private let state = Mutex(State.new)

    init(loop: TransferLoop) {
        id = loop.newID()
        self.loop = loop
    }

    /// Starts the exchange, unless it was cancelled before it began.
    func start(_ request: HTTPRequest, _ receiver: TransferReceiver) {
        // Submitted under the lock, so that a cancellation can't overtake it.
        let refusal = state.withLock { state -> HTTPError.Code? in
            if state == .cancelled { return .cancelled }
            state = .started
            return loop.submit(.start(id, request, receiver)) ? nil : .closed
        }
        if let refusal { receiver.fail(HTTPError(refusal)) }
    }

    /// Lets a paused exchange go on.
    func resume() {
        _ = loop.submit(.resume(id))
    }

    /// Breaks the exchange off; does nothing when it has ended.
    func cancel() {
        state.withLock { state in
            if state == .started { _ = loop.submit(.cancel(id)) }
            state = .cancelled
        }
    }
}
