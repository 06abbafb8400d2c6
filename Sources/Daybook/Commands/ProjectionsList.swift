import ArgumentParser
import Ledger
import Postgres
import ProjectionEngine
import Vocabulary

/// `daybook projections list`
struct ProjectionsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the projections: version, position, how far behind, what stopped one, and what is kept.",
        discussion: """
            Example:
              daybook projections list --output json
            """)

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let environment = Environment()
        let (size, states, kept) = try await withPool(
            environment, role: LedgerRole.projector, logger: environment.logger()
        ) { pool in
            let size = try await pool.query("SELECT size FROM head").decode(column: 0, as: Int64.self).first ?? 0
            let store = ProjectionStore(pool: pool)
            let states = try await store.states()
            var kept: [String: [String]] = [:]
            for state in states { kept[state.name] = try await store.kept(of: state.name) }
            return (size, states, kept)
        }
        switch output.output {
        case .table:
            var table = Table("NAME", "VERSION", "POSITION", "BEHIND", "GENERATION", "KEPT", "STATE")
            for state in states {
                table.add(
                    state.name, state.version.description, state.position.description,
                    (size - state.position.rawValue).description, state.generation.description,
                    kept[state.name]?.joined(separator: " ") ?? "", Self.word(for: state))
            }
            print(states.isEmpty ? "No projection is installed yet: daybook serve installs them." : table.text)
        case .json:
            print(
                String(
                    decoding: JSON.array(states.map { Self.json($0, size: size, kept: kept) }).serialized(),
                    as: UTF8.self))
        case .jsonl:
            for state in states {
                print(String(decoding: Self.json(state, size: size, kept: kept).serialized(), as: UTF8.self))
            }
        }
    }

    private static func word(for state: ProjectionState) -> String {
        if let failure = state.failure { return "stopped: \(failure)" }
        let current = ReadModels.all.first { $0.name == state.name }?.version
        guard let current, current != state.version else { return "follows" }
        return "made by version \(state.version), this is \(current): rebuild is due"
    }

    private static func json(_ state: ProjectionState, size: Int64, kept: [String: [String]]) -> JSON {
        [
            "name": .string(state.name), "version": .integer(Int64(state.version)),
            "position": .integer(state.position.rawValue), "behind": .integer(size - state.position.rawValue),
            "generation": .integer(Int64(state.generation)), "failure": state.failure.map { .string($0) } ?? .null,
            "kept": .array((kept[state.name] ?? []).map { .string($0) }),
        ]
    }
}
