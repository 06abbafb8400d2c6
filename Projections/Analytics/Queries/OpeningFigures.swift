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

    /// Counts an opening once, or takes it off with -1.
    mutating func add(_ opening: MeasuredOpening, times: Int64 = 1) {
        openings += times
        switch opening.nature {
        case .human: answeredByHuman += times
        case .automation: answeredByAutomation += times
        case .unknown: answeredByUnknown += times
        case nil: break
        }
        if let response = opening.response { firstResponse.add(response, times: times) }
        if let resolution = opening.resolution { self.resolution.add(resolution, times: times) }
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

/// What figures tell of an opening.
struct MeasuredOpening {
    var nature: MessageSent.Sender.Nature?
    var response: MeasuredTime?
    var resolution: MeasuredTime?

    init(_ opening: PackedOpening) {
        nature = opening.nature
        response = opening.response.map(MeasuredTime.init)
        resolution = opening.resolution.map(MeasuredTime.init)
    }
}
