import Vocabulary

/// How many openings there were, and how quickly they were answered and resolved; `OpeningsFold` says what these are.
package struct OpeningFigures: Equatable, Sendable {
    package var openings: Int64 = 0
    package var answeredByHuman: Int64 = 0
    package var answeredByAutomation: Int64 = 0
    package var answeredByUnknown: Int64 = 0
    package var firstResponse = DurationFigures()
    package var resolution = DurationFigures()

    package init() {}

    mutating func countAnswer(by nature: MessageSent.Sender.Nature) {
        switch nature {
        case .human: answeredByHuman += 1
        case .automation: answeredByAutomation += 1
        case .unknown: answeredByUnknown += 1
        }
    }

    package static func += (sum: inout Self, other: Self) {
        sum.openings += other.openings
        sum.answeredByHuman += other.answeredByHuman
        sum.answeredByAutomation += other.answeredByAutomation
        sum.answeredByUnknown += other.answeredByUnknown
        sum.firstResponse += other.firstResponse
        sum.resolution += other.resolution
    }
}
