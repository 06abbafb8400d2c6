import DequeModule

/// The writes that aren't recorded yet, each conversation's in a lane of its own: the head of a lane is delivered, the others wait.
///
/// A value without clock and I/O. Whoever delivers the head owns the lane until he gives it back with ``finish(_:)``, ``fail(_:isServersFault:until:)``
/// or ``release(_:)``.
struct WriteQueue {
    /// How a write was let in.
    enum Admission: Equatable {
        /// At the head of a lane of its own, which its caller owns now.
        case first
        /// Behind others of its conversation, whose callers are delivering them.
        case behind
        /// Behind others of its conversation that are left to the background, as it is itself.
        case left
        /// At the head, but beyond the queue's bounds: it is tried once, and not kept.
        case unkept
        /// Not at all: the queue is full.
        case full
    }

    private struct Entry {
        var write: PendingWrite
        /// Whether it is on the disk.
        var isKept = false
        /// Whether its caller was told that it is queued, or is gone.
        var isReported = false
        /// Whether its caller waits for its turn.
        var isAwaited = false
    }

    private enum Owner {
        case caller
        case background
    }

    private struct Lane {
        var entries: Deque<Entry> = []
        var owner: Owner?
        var failures = 0
        var dueAt: ContinuousClock.Instant?
        /// Whether it waits because of the server, not because of its own head.
        var isServersFault = false
        var missingSince: ContinuousClock.Instant?
    }

    let maximumWrites: Int
    let maximumBytes: Int
    private var lanes: [String: Lane] = [:]
    private var openings: [Person: String] = [:]
    private(set) var count = 0
    private(set) var bytes = 0

    init(maximumWrites: Int, maximumBytes: Int) {
        self.maximumWrites = maximumWrites
        self.maximumBytes = maximumBytes
    }

    var isEmpty: Bool { count == 0 }

    /// The write that has waited longest.
    var oldest: PendingWrite? {
        lanes.values.lazy.compactMap { $0.entries.first?.write }.min { $0.number < $1.number }
    }

    /// The session that is to be begun with a person.
    func opening(of person: Person) -> String? { openings[person] }

    /// Whether the conversation's head has failed and waits to be tried again.
    private func isHeld(_ session: String) -> Bool { (lanes[session]?.failures ?? 0) > 0 }

    // MARK: In

    mutating func admit(_ write: PendingWrite) -> Admission {
        let isFirst = lanes[write.session] == nil
        let isLeft = isHeld(write.session) || lanes[write.session]?.entries.last?.isReported == true
        let isFull = count >= maximumWrites || bytes + write.cost > maximumBytes
        if isFull && !isFirst { return .full }
        lanes[write.session, default: Lane()].entries.append(Entry(write: write, isReported: isLeft))
        if isFirst { lanes[write.session]?.owner = .caller }
        count += 1
        bytes += write.cost
        if let person = write.person { openings[person] = write.session }
        return isFull ? .unkept : isFirst ? .first : isLeft ? .left : .behind
    }

    /// Takes what was found on the disk.
    mutating func restore(_ write: PendingWrite) {
        lanes[write.session, default: Lane()].entries.append(Entry(write: write, isKept: true, isReported: true))
        count += 1
        bytes += write.cost
        if let person = write.person { openings[person] = write.session }
    }

    /// The write is on the disk.
    ///
    /// - Returns: whether it is still there.
    mutating func keep(_ write: PendingWrite) -> Bool {
        change(write) { $0.isKept = true }
    }

    /// Its caller was told that it is queued.
    mutating func report(_ write: PendingWrite) {
        change(write) { $0.isReported = true }
    }

    /// Its caller waits for its turn.
    mutating func startAwaiting(_ write: PendingWrite) {
        change(write) { $0.isAwaited = true }
    }

    /// Its caller doesn't wait any longer.
    ///
    /// - Returns: whether the turn has come: he owns the lane.
    mutating func stopAwaiting(_ write: PendingWrite) -> Bool {
        change(write) { $0.isAwaited = false }
        guard let lane = lanes[write.session] else { return false }
        return lane.owner == .caller && lane.entries.first?.write.number == write.number
    }

    @discardableResult
    private mutating func change(_ write: PendingWrite, _ body: (inout Entry) -> Void) -> Bool {
        guard let index = lanes[write.session]?.entries.firstIndex(where: { $0.write.number == write.number }) else {
            return false
        }
        body(&lanes[write.session]!.entries[index])
        return true
    }

    // MARK: Out

    /// What the queue can do for whoever delivers in the background.
    enum Claim: Equatable {
        /// The head of a lane, which is his now; whether its caller was told that it is queued.
        case write(PendingWrite)
        /// Nothing is due before that moment; `nil` when nothing waits for a moment.
        case nothing(until: ContinuousClock.Instant?)
    }

    /// The write that has waited longest among those that may be delivered.
    mutating func claim(at now: ContinuousClock.Instant) -> Claim {
        var best: (session: String, number: UInt64)?
        var next: ContinuousClock.Instant?
        for (session, lane) in lanes {
            guard lane.owner == nil, let head = lane.entries.first, head.isKept else { continue }
            if let due = lane.dueAt, due > now {
                next = next.map { min($0, due) } ?? due
            } else if best.map({ head.write.number < $0.number }) ?? true {
                best = (session, head.write.number)
            }
        }
        guard let best, let write = lanes[best.session]?.entries.first?.write else { return .nothing(until: next) }
        lanes[best.session]?.owner = .background
        return .write(write)
    }

    /// How a lane goes on.
    enum Next: Equatable {
        /// The caller of this write owns the lane now.
        case turn(UInt64)
        /// There is something for the background.
        case waiting
        case empty
    }

    /// The head is done with. Gives the lane on.
    ///
    /// - Returns: how it goes on, and whether the head's caller had been told that it is queued.
    mutating func finish(_ write: PendingWrite) -> (next: Next, wasReported: Bool) {
        guard let entry = remove(write) else { return (.empty, false) }
        lanes[write.session]?.failures = 0
        lanes[write.session]?.dueAt = nil
        lanes[write.session]?.isServersFault = false
        lanes[write.session]?.missingSince = nil
        return (giveOn(write.session), entry.isReported)
    }

    /// Takes out what couldn't be put on the disk, and isn't being tried.
    mutating func withdraw(_ write: PendingWrite) {
        _ = remove(write)
        if lanes[write.session]?.entries.isEmpty == true { lanes[write.session] = nil }
    }

    /// The head failed; nothing of its lane is tried before that moment.
    ///
    /// - Returns: the writes whose callers need wait no longer.
    mutating func fail(
        _ session: String, isServersFault: Bool, until: (_ failures: Int) -> ContinuousClock.Instant
    ) -> [UInt64] {
        guard let failures = lanes[session]?.failures else { return [] }
        lanes[session]?.failures = failures + 1
        lanes[session]?.dueAt = until(failures + 1)
        lanes[session]?.isServersFault = isServersFault
        return release(session)
    }

    /// The head wasn't tried after all.
    ///
    /// - Returns: the writes whose callers need wait no longer.
    mutating func release(_ session: String) -> [UInt64] {
        guard lanes[session] != nil else { return [] }
        lanes[session]?.owner = nil
        var awaited: [UInt64] = []
        for index in lanes[session]!.entries.indices where lanes[session]!.entries[index].isAwaited {
            lanes[session]!.entries[index].isAwaited = false
            awaited.append(lanes[session]!.entries[index].write.number)
        }
        return awaited
    }

    /// The server says that the head's conversation isn't there.
    ///
    /// - Returns: since when it says so, and whether the head's caller was told that it is queued.
    mutating func miss(
        _ write: PendingWrite, at now: ContinuousClock.Instant
    ) -> (since: ContinuousClock.Instant, isReported: Bool) {
        let since = lanes[write.session]?.missingSince ?? now
        lanes[write.session]?.missingSince = since
        return (since, lanes[write.session]?.entries.first?.isReported ?? false)
    }

    /// The server is back: ends the pauses that were its fault.
    mutating func lift() {
        for session in lanes.keys where lanes[session]?.isServersFault == true { lanes[session]?.dueAt = nil }
    }

    /// Ends all pauses.
    mutating func liftAll() {
        for session in lanes.keys { lanes[session]?.dueAt = nil }
    }

    private mutating func remove(_ write: PendingWrite) -> Entry? {
        guard let index = lanes[write.session]?.entries.firstIndex(where: { $0.write.number == write.number }),
            let entry = lanes[write.session]?.entries.remove(at: index)
        else { return nil }
        count -= 1
        bytes -= write.cost
        if let person = write.person, openings[person] == write.session { openings[person] = nil }
        return entry
    }

    private mutating func giveOn(_ session: String) -> Next {
        guard let head = lanes[session]?.entries.first else {
            lanes[session] = nil
            return .empty
        }
        lanes[session]?.owner = head.isAwaited ? .caller : nil
        guard head.isAwaited else { return .waiting }
        lanes[session]?.entries[0].isAwaited = false
        return .turn(head.write.number)
    }
}
