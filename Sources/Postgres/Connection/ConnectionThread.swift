import CLibPQ
import DequeModule
import Glibc
import Synchronization

/// The executor of one connection: a thread of its own, so that waiting for the server never holds up the threads that
/// everything else shares.
///
/// `@unchecked Sendable` because the queue is touched only under the mutex, which Swift can't see.
final class ConnectionThread: SerialExecutor, @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: Deque<UnownedJob> = []
    private var isWaiting = false
    private var isStopped = false
    private let identity = Atomic<UInt>(0)

    init() throws(PostgresError) {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
        // The thread keeps its executor alive: actors refer to it without owning it.
        let myself = Unmanaged.passRetained(self)
        // TLS, name look-up and the closures of transactions run on it, which want more than the smallest stack.
        let started = startThread(stackSize: 512 * 1024, argument: myself.toOpaque()) { context in
            guard let context else { return nil }
            Unmanaged<ConnectionThread>.fromOpaque(context).takeRetainedValue().run()
            return nil
        }
        guard started else {
            myself.release()
            throw PostgresError(.unavailable, "no thread is left for a connection")
        }
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(condition)
        mutex.deallocate()
        condition.deallocate()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        pthread_mutex_lock(mutex)
        jobs.append(job)
        let wakes = isWaiting
        pthread_mutex_unlock(mutex)
        if wakes { pthread_cond_signal(condition) }
    }

    /// Ends the thread after what is queued. Called on it, by the last that will ever run there.
    func stop() {
        pthread_mutex_lock(mutex)
        isStopped = true
        pthread_mutex_unlock(mutex)
        pthread_cond_signal(condition)
    }

    private func run() {
        daybook_name_thread("pg-connection")
        identity.store(UInt(pthread_self()), ordering: .relaxed)
        let executor = asUnownedSerialExecutor()
        while let job = next() { job.runSynchronously(on: executor) }
    }

    private func next() -> UnownedJob? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        isWaiting = true
        while jobs.isEmpty, !isStopped { pthread_cond_wait(condition, mutex) }
        isWaiting = false
        return jobs.popFirst()
    }

    func checkIsolated() {
        precondition(isIsolatingCurrentContext() == true, "not on the connection's thread")
    }

    func isIsolatingCurrentContext() -> Bool? {
        identity.load(ordering: .relaxed) == UInt(pthread_self())
    }
}
