import ArgumentParser
import Ledger
import Postgres
import ProjectionEngine
import Vocabulary

/// `daybook projections list`
struct ProjectionsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the projections: version, position, how far behind, and what stopped one.",
        discussion: """
            Example:
              daybook projections list --output json
            """)

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let environment = Environment()
        let (size, states) = try await withPool(
            environment, role: LedgerRole.projector, logger: environment.logger()
        ) { pool in
            let size = try await pool.query("SELECT size FROM head").decode(column: 0, as: Int64.self).first ?? 0
            return (size, try await ProjectionStore(pool: pool).states())
        }
        switch output.output {
        case .table:
            var table = Table("NAME", "VERSION", "POSITION", "BEHIND", "GENERATION", "STATE")
            for state in states {
                table.add(
                    state.name, state.version.description, state.position.description,
                    (size - state.position.rawValue).description, state.generation.description, Self.word(for: state))
            }
            print(states.isEmpty ? "No projection is installed yet: daybook serve installs them." : table.text)
        case .json:
            print(String(decoding: JSON.array(states.map { Self.json($0, size: size) }).serialized(), as: UTF8.self))
        case .jsonl:
            for state in states { print(String(decoding: Self.json(state, size: size).serialized(), as: UTF8.self)) }
        }
    }

    private static func word(for state: ProjectionState) -> String {
        if let failure = state.failure { return "stopped: \(failure)" }
        let current = Assembly.projections.first { $0.name == state.name }?.version
        guard let current, current != state.version else { return "follows" }
        return "made by version \(state.version), this is \(current): rebuild is due"
    }

    private static func json(_ state: ProjectionState, size: Int64) -> JSON {
        [
            "name": .string(state.name), "version": .integer(Int64(state.version)),
            "position": .integer(state.position.rawValue), "behind": .integer(size - state.position.rawValue),
            "generation": .integer(Int64(state.generation)), "failure": state.failure.map { .string($0) } ?? .null,
        ]
    }
}
