import Vocabulary

/// How a program ended, and what it said.
struct Outcome: Sendable, CustomStringConvertible {
    /// The exit code, or 128 and the signal.
    var status: Int32
    var output: String
    var errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// For the report of a test that fails.
    var description: String { "exit code \(status)\n\(output)\n\(errors)" }

    /// Standard output as JSON.
    func json() throws -> JSON {
        try JSON(parsing: Array(output.utf8))
    }
}

/// Runs a program to its end, within bounds, and kills it if it takes longer or the test is cancelled.
func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:], in folder: ScratchFolder,
    within limit: Duration = patience
) async throws -> Outcome {
    let process = try ChildProcess(program, arguments, environment: environment, in: folder)
    defer { process.kill() }
    let status = try await process.end(within: limit)
    return Outcome(status: status, output: process.output, errors: process.errors)
}
