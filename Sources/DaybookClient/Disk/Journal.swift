import Dispatch
import Synchronization
import Vocabulary

/// The queue on the disk. Its blocking calls run one after the other on a thread of Dispatch; what comes in meanwhile goes to the disk
/// together.
final class Journal: Sendable {
    private enum Order: Sendable {
        case keep(PendingWrite, @Sendable (_ isKept: Bool) -> Void)
        case finish(UInt64)
        case refuse(UInt64, JSONObject)
    }

    private struct Files: ~Copyable {
        var folder: QueueFolder
        var journal: JournalFile
        var refused: RefusedFile
    }

    private struct Inbox {
        var orders: [Order] = []
        var isRunning = false
    }

    private let thread = DispatchQueue(label: "daybook-client-journal")
    private let inbox = Mutex(Inbox())
    private let files: Mutex<Files?>
    /// Told what the disk does wrong.
    private let complain: @Sendable (FileError) -> Void

    /// Locks the folder and reads what is there. Blocks.
    private init(
        folder path: String, refusedLimit: Int, _ contents: inout JournalFile.Contents, now: Timestamp,
        complain: @escaping @Sendable (FileError) -> Void
    ) throws(DaybookClientError) {
        let folder = try QueueFolder(path)
        do throws(FileError) {
            var journal = try JournalFile(in: path, &contents)
            var refused = try RefusedFile(in: path, limit: refusedLimit)
            if !contents.damaged.isEmpty {
                try refused.append(contents.damaged.map { RefusedFile.line(damaged: $0, at: now) })
                try journal.compact()
            }
            files = Mutex(Files(folder: folder, journal: journal, refused: refused))
        } catch {
            throw QueueFolder.unusable(path, error)
        }
        self.complain = complain
    }

    /// Locks a folder, and gives the journal in it with what was found there.
    static func open(
        folder: String, refusedLimit: Int, now: Timestamp, complain: @escaping @Sendable (FileError) -> Void
    ) async throws(DaybookClientError) -> (Journal, JournalFile.Contents) {
        let result: Result<(Journal, JournalFile.Contents), DaybookClientError> = await withCheckedContinuation {
            continuation in
            DispatchQueue(label: "daybook-client-open").async {
                continuation.resume(
                    returning: Result { () throws(DaybookClientError) in
                        var contents = JournalFile.Contents()
                        let journal = try Journal(
                            folder: folder, refusedLimit: refusedLimit, &contents, now: now, complain: complain)
                        return (journal, contents)
                    })
            }
        }
        return try result.get()
    }

    /// Writes a write down; `done` is told on the journal's thread when it is on the disk, or can't be.
    func keep(_ write: PendingWrite, _ done: @escaping @Sendable (_ isKept: Bool) -> Void) {
        submit(.keep(write, done))
    }

    /// A write need not be sent any more.
    func finish(_ number: UInt64) {
        submit(.finish(number))
    }

    /// A write never will be recorded: it goes to the refused ones.
    func refuse(_ write: PendingWrite, _ refusal: Refusal, at moment: Timestamp) {
        submit(.refuse(write.number, RefusedFile.line(write, refusal, at: moment)))
    }

    /// Finishes what was ordered, and gives the folder back.
    func close() async {
        await withCheckedContinuation { continuation in
            thread.async {
                self.work()
                self.files.withLock { $0 = nil }
                continuation.resume()
            }
        }
    }

    private func submit(_ order: Order) {
        let starts = inbox.withLock { inbox in
            inbox.orders.append(order)
            defer { inbox.isRunning = true }
            return !inbox.isRunning
        }
        if starts { thread.async { self.work() } }
    }

    private func work() {
        while true {
            let orders = inbox.withLock { inbox in
                defer { inbox.orders = [] }
                inbox.isRunning = !inbox.orders.isEmpty
                return inbox.orders
            }
            if orders.isEmpty { return }
            follow(orders)
        }
    }

    private func follow(_ orders: [Order]) {
        var writes: [PendingWrite] = []
        var done: [@Sendable (Bool) -> Void] = []
        var finished: [UInt64] = []
        var refused: [(number: UInt64, line: JSONObject)] = []
        for order in orders {
            switch order {
            case .keep(let write, let told):
                writes.append(write)
                done.append(told)
            case .finish(let number): finished.append(number)
            case .refuse(let number, let line): refused.append((number, line))
            }
        }
        let isKept = files.withLock { files in
            // The journal forgets a refused one only when it is in the other file.
            if !refused.isEmpty, attempt({ () throws(FileError) in try files?.refused.append(refused.map(\.line)) }) {
                finished += refused.map(\.number)
            }
            let isKept = writes.isEmpty || attempt { () throws(FileError) in try files?.journal.append(writes) }
            if !finished.isEmpty { attempt { () throws(FileError) in try files?.journal.finish(finished) } }
            return isKept && files != nil
        }
        for told in done { told(isKept) }
    }

    @discardableResult
    private func attempt(_ body: () throws(FileError) -> Void) -> Bool {
        do throws(FileError) {
            try body()
            return true
        } catch {
            complain(error)
            return false
        }
    }
}
