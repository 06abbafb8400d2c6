/// Where an event stands in its log: dense, gap-free, from 0; also its leaf index in the Merkle tree.
package struct Position: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let rawValue: Int64

    package init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    package static let first = Position(0)

    package var next: Position { Position(rawValue + 1) }
    package var description: String { String(rawValue) }

    package static func < (a: Self, b: Self) -> Bool {
        a.rawValue < b.rawValue
    }
}
