import ArgumentParser
import Ledger
import ProjectionEngine
import Vocabulary

/// `daybook projections drop-kept`
struct ProjectionsDropKept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop-kept",
        abstract: "Drop the tables that `rebuild --keep` has kept.",
        discussion: """
            Examples:
              daybook projections drop-kept inbox
              daybook projections drop-kept --all
            """)

    @OptionGroup var choice: ProjectionChoice

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let environment = Environment()
        let projections = choice.projections
        let dropped = try await withPool(
            environment, role: LedgerRole.projector, size: 1, logger: environment.logger()
        ) { pool in
            var dropped: [String] = []
            for projection in projections {
                dropped += try await ProjectionStore(pool: pool).dropKept(of: projection.name)
            }
            return dropped
        }
        switch output.output {
        case .table:
            for schema in dropped { print("dropped \(schema)") }
            if dropped.isEmpty { print("No tables are kept.") }
        case .json: JSON.array(dropped.map { ["dropped": .string($0)] }).show()
        case .jsonl: for schema in dropped { JSON.object(["dropped": .string(schema)]).show() }
        }
    }
}
