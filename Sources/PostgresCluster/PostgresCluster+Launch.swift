import FoundationEssentials

extension PostgresCluster {
    /// How long a server may take to come up, recovery after a crash included, or to go down. In seconds.
    static let patience = 120

    /// Starts the server of a finished cluster and returns when it answers. Blocks.
    func launch() throws(PostgresClusterError) {
        // After a crash of the server's main process, the others need a moment to notice and leave.
        guard ProcessTable.waitUntilNone(in: directory, seconds: 30) else {
            let left = ProcessTable.processes(in: directory).map(String.init).joined(separator: " ")
            throw PostgresClusterError(
                .timedOut, "Processes of an earlier server still work in \(directory).",
                advice: "End them: kill \(left)")
        }
        Postmaster.removeStaleFile(in: directory)
        let spoken = log.utf8.count
        let outcome = user.run([
            programs.pgCtl, "start", "--pgdata=\(directory)", "--log=\(logPath)", "--wait",
            "--timeout=\(Self.patience)", "--silent",
        ])
        guard outcome.succeeded else {
            let said = String(decoding: log.utf8.dropFirst(spoken), as: UTF8.self)
            let lines = said.split(separator: "\n").suffix(30).joined(separator: "\n")
            throw PostgresClusterError(
                .toolFailed, "The PostgreSQL server in \(directory) did not start.",
                output: [outcome.output, lines].filter { !$0.isEmpty }.joined(separator: "\n"))
        }
    }

    /// Waits until the server takes connections. Blocks.
    func waitUntilReady() throws(PostgresClusterError) {
        var outcome = Program.Outcome(status: 0, output: "")
        let started = ContinuousClock.now
        while ContinuousClock.now - started < .seconds(Self.patience) {
            outcome = user.run([
                programs.pgIsReady, "--host=\(socketDirectory)", "--port=\(port)", "--timeout=1",
            ])
            if outcome.succeeded { return }
            ProcessTable.pause()
        }
        throw PostgresClusterError(
            .timedOut, "The PostgreSQL server in \(directory) runs, but does not take connections.",
            output: outcome.output)
    }

    private var logPath: String { "\(directory)/server.log" }
    private var log: String { (try? String(contentsOfFile: logPath, encoding: .utf8)) ?? "" }
}
