package import MerkleLog
package import Vocabulary

/// What a verification found.
package struct VerificationReport: Sendable {
    /// How many events were checked.
    package var events: Int64 = 0
    package var tiles = 0
    package var checkpoints = 0
    /// The tree over what was read.
    package var root = CompactRange()
    /// What isn't as it was written; empty when all is.
    package var findings: [Finding] = []
    /// How many more there are than are listed.
    package var omittedFindings = 0

    /// How many findings are listed at most.
    static let findingLimit = 10_000

    /// Something that isn't as it was written, and where.
    package struct Finding: Hashable, Sendable, CustomStringConvertible {
        /// Where in the ledger.
        package enum Place: Hashable, Sendable, CustomStringConvertible {
            case event(Position)
            case id(Position)
            case tile(TileCoordinate)
            case head
            case checkpoint(size: Int64)

            package var description: String {
                switch self {
                case .event(let position): "event \(position)"
                case .id(let position): "id of event \(position)"
                case .tile(let coordinate): coordinate.path
                case .head: "head"
                case .checkpoint(let size): "checkpoint at \(size)"
                }
            }
        }

        package var place: Place
        package var problem: String

        package var description: String { "\(place): \(problem)" }
    }
}
