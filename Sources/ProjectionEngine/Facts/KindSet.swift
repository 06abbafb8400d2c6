import Vocabulary

/// A set of kinds of events that is asked for every event.
struct KindSet: Hashable, Sendable {
    private var bits: UInt64 = 0

    /// Every kind.
    static let all = KindSet(EventKind.allCases)

    init(_ kinds: some Sequence<EventKind>) {
        for kind in kinds { insert(kind) }
    }

    mutating func insert(_ kind: EventKind) {
        bits |= Self.bit(of: kind)
    }

    func contains(_ kind: EventKind) -> Bool {
        bits & Self.bit(of: kind) != 0
    }

    func isDisjoint(with other: KindSet) -> Bool {
        bits & other.bits == 0
    }

    /// An enumeration without payloads is stored as the number of its case, in one byte. `EventKind`'s own hash is that of its name.
    private static func bit(of kind: EventKind) -> UInt64 {
        1 << UInt64(withUnsafeBytes(of: kind) { $0[0] } & 63)
    }
}
