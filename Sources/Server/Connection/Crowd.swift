import NIOCore
import Synchronization

/// All open connections. When there is hardly room for more, those that have been idle for longest are closed: a crowd of idle
/// ones would keep callers out who have something to say.
final class Crowd: Sendable {
    /// A connection, as far as the others need to know it.
    final class Member: Sendable {
        fileprivate let channel: any Channel
        /// Since when nothing is asked on it, in nanoseconds of `NIODeadline`; `nil` is -1.
        private let idleSince: Atomic<Int64>

        fileprivate init(_ channel: any Channel) {
            self.channel = channel
            idleSince = Atomic(Self.now)
        }

        /// Whether a request is under way; until the first one has a whole header, none is.
        var isBusy: Bool {
            get { idleSince.load(ordering: .relaxed) < 0 }
            set { idleSince.store(newValue ? -1 : Self.now, ordering: .relaxed) }
        }

        fileprivate var idleTime: Int64? {
            let since = idleSince.load(ordering: .relaxed)
            return since < 0 ? nil : since
        }

        private static var now: Int64 { Int64(clamping: NIODeadline.now().uptimeNanoseconds) }
    }

    private let members = Mutex<[ObjectIdentifier: Member]>([:])
    /// How many there may be before some have to go, and how many go at a time, so that room is looked for rarely.
    private let comfortable: Int
    private let share: Int

    /// - Parameter limit: the most connections that are accepted.
    init(limit: Int) {
        share = max(1, limit / 16)
        comfortable = max(1, limit - share)
    }

    /// Takes a connection in, and makes room for more where that is needed.
    func join(_ channel: any Channel) -> Member {
        let member = Member(channel)
        let leaving = members.withLock { members -> [Member] in
            let idle = members.count < comfortable ? [] : Self.idlest(share, of: members.values)
            members[ObjectIdentifier(member)] = member
            return idle
        }
        for other in leaving {
            other.channel.eventLoop.execute {
                // It may have been asked something in the meantime.
                if !other.isBusy { other.channel.close(promise: nil) }
            }
        }
        return member
    }

    /// Forgets a connection that has ended.
    func leave(_ member: Member) {
        members.withLock { $0[ObjectIdentifier(member)] = nil }
    }

    private static func idlest(_ count: Int, of members: some Collection<Member>) -> [Member] {
        let idle = members.compactMap { member in member.idleTime.map { (member: member, since: $0) } }
        return idle.sorted { $0.since < $1.since }.prefix(count).map(\.member)
    }
}
