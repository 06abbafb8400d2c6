import ArgumentParser
import ProjectionEngine

/// Which projections a command is about: some by their names, or all.
struct ProjectionChoice: ParsableArguments {
    @Argument(help: "The projections' names.")
    var names: [String] = []

    @Flag(help: "All projections.")
    var all = false

    func validate() throws {
        let known = ReadModels.all.map(\.name)
        if all == !names.isEmpty { throw ValidationError("Name the projections, or give --all.") }
        for name in names where !known.contains(name) {
            throw ValidationError("There is no projection \(name). There are: \(known.joined(separator: ", ")).")
        }
    }

    /// Each once, in the order in which they are followed.
    var projections: [Projection] { ReadModels.all.filter { all || names.contains($0.name) } }
}
