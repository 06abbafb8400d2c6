import Vocabulary

/// The commands that the executable has, as it describes itself.
struct CommandTree {
    /// Each as the words that name it, the root as none.
    let paths: [[String]]

    /// Reads what ArgumentParser's `--experimental-dump-help` says.
    static func read(in folder: ScratchFolder) async throws -> CommandTree {
        let outcome = try await run(Products.daybook, ["--experimental-dump-help"], in: folder)
        guard let root = try outcome.json()["command"] else { throw HarnessError("no command is described") }
        return CommandTree(paths: paths(below: root, []))
    }

    private static func paths(below command: JSON, _ path: [String]) -> [[String]] {
        let subcommands = (command["subcommands"]?.array ?? []).compactMap { subcommand in
            subcommand["commandName"]?.string.map { ($0, subcommand) }
        }
        return [path] + subcommands.filter { $0.0 != "help" }.flatMap { paths(below: $1, path + [$0]) }
    }
}
