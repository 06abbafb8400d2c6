import CLibPQ
import Glibc
import Synchronization

/// Asks the server to cancel what a connection is doing.
///
/// libpq's `PQcancel` makes a connection of its own and blocks until the server has taken the request: it gets a thread for
/// that, so that a server which doesn't answer holds up nobody.
final class CancelRequest: Sendable {
    private let finished = Atomic<Bool>(false)
    private let signal: WakeSignal

    private init(signal: WakeSignal) {
        self.signal = signal
    }

    /// True when the server has taken the request or can't be reached: from then on nothing else will be cancelled.
    var isFinished: Bool { finished.load(ordering: .acquiring) }

    /// What the thread takes along; it alone uses the pointer.
    private final class Errand {
        let request: CancelRequest
        let cancel: OpaquePointer

        init(request: CancelRequest, cancel: OpaquePointer) {
            self.request = request
            self.cancel = cancel
        }

        deinit {
            PQfreeCancel(cancel)
        }
    }

    /// - Parameter signal: is woken when the request is finished.
    /// - Returns: nil when the connection is gone, or no thread can be had.
    static func start(_ connection: OpaquePointer?, signal: WakeSignal) -> CancelRequest? {
        guard let cancel = PQgetCancel(connection) else { return nil }
        let request = CancelRequest(signal: signal)
        let errand = Unmanaged.passRetained(Errand(request: request, cancel: cancel))
        let started = startThread(stackSize: 256 * 1024, argument: errand.toOpaque()) { context in
            guard let context else { return nil }
            daybook_name_thread("pg-cancel")
            let errand = Unmanaged<Errand>.fromOpaque(context).takeRetainedValue()
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { message in
                _ = PQcancel(errand.cancel, message.baseAddress, 256)
            }
            errand.request.finished.store(true, ordering: .releasing)
            errand.request.signal.wake()
            return nil
        }
        guard started else {
            errand.release()
            return nil
        }
        return request
    }
}
