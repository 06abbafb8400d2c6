package import ProjectionEngine
package import Vocabulary

extension Fold {
    /// The rows that facts make, folded one after the other in the plainest way: what every other way must come to.
    package func states(
        after facts: [RecordedFact], from states: [Key: State] = [:]
    ) throws -> [Key: State] {
        var states = states
        for fact in facts {
            for key in keys(of: fact) { try fold(&states[key], key: key, fact: fact) }
        }
        return states
    }
}
