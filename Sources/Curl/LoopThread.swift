import Glibc

/// A POSIX thread that runs one function and is joined.
struct LoopThread: Sendable {
    private let thread: pthread_t

    init(_ body: @escaping @Sendable () -> Void) throws(HTTPError) {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Box(body))
        let failure = pthread_create(&thread, nil, Self.start, box.toOpaque())
        guard failure == 0 else {
            box.release()
            throw HTTPError(.failed, detail: "No thread: \(String(cString: strerror(failure)))")
        }
        self.thread = thread
    }

    /// Waits until the function has returned. Called once.
    func join() {
        pthread_join(thread, nil)
    }

    private final class Box: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    private static let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
        // The process's signals go to its other threads. SIGPIPE is ours: OpenSSL writes to closed sockets.
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, nil)
        if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
        return nil
    }
}
