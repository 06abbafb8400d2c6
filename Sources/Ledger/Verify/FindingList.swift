import MerkleLog
import Vocabulary

/// Findings, as many as a person would ever look at; what comes after those is counted only, as a ledger that is wrong all over
/// needs no list.
struct FindingList: Sendable {
    private(set) var listed: [VerificationReport.Finding] = []
    /// How many more there were.
    private(set) var omitted = 0

    /// How many are listed at most.
    static let limit = 10_000

    mutating func add(_ place: VerificationReport.Finding.Place, _ problem: String) {
        guard listed.count < Self.limit else {
            omitted += 1
            return
        }
        listed.append(VerificationReport.Finding(place: place, problem: problem))
    }

    mutating func add(_ more: FindingList) {
        let room = Self.limit - listed.count
        listed += more.listed.prefix(room)
        omitted += more.omitted + max(0, more.listed.count - room)
    }

    /// Puts them in the order in which a person looks at a ledger: events, their ids, tiles, the head, checkpoints.
    mutating func sort() {
        listed.sort { $0.place.rank < $1.place.rank }
    }
}

extension VerificationReport.Finding.Place {
    fileprivate var rank: (Int, Int, Int64) {
        switch self {
        case .event(let position): (0, 0, position.rawValue)
        case .id(let position): (1, 0, position.rawValue)
        case .tile(let coordinate): (2, coordinate.level, coordinate.index)
        case .head: (3, 0, 0)
        case .checkpoint(let size): (4, 0, size)
        }
    }
}
