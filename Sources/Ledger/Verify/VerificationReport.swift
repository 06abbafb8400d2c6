package import MerkleLog
package import Vocabulary

/// What a verification found.
package struct VerificationReport: Sendable {
    /// The position that it began with: 0 unless it went on from where another had ended.
    package var first = Position.first
    /// How many events were checked.
    package var events: Int64 = 0
    package var tiles = 0
    package var checkpoints = 0
    /// The tree over what was read.
    package var root = CompactRange()
    /// When the last event was recorded, if there is one and it is as it was written.
    package var lastTime: Timestamp?
    /// What isn't as it was written, by its place; empty when all is.
    package var findings: [Finding] = []
    /// How many more there are than are listed.
    package var omittedFindings = 0

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

    /// What the next verification can go on from; `nil` when something was found.
    package var verified: VerifiedHistory? {
        findings.isEmpty ? VerifiedHistory(edge: root, lastTime: lastTime) : nil
    }

    static let missingID = "it is missing: a repetition of the event would not be known"
    static let missingTile = "it is missing"
    static let tileOfNothing = "no events make it"
    static let timeTurnedBack = "it was recorded before the event that precedes it"
}
