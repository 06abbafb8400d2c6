import FoundationEssentials
import Glibc
import Synchronization

/// A program that a test started, in a process group of its own. Its output goes to files, so that nothing of it is lost
/// when it is killed.
final class ChildProcess: Sendable {
    let id: pid_t
    private let outputFile: String
    private let errorFile: String
    private let status = Mutex<Int32?>(nil)

    /// Starts a program with nothing in its environment but `environment` and the search path.
    ///
    /// - Parameters:
    ///   - program: its path, or its name in the search path.
    ///   - folder: its working directory, in which its output is kept.
    init(_ program: String, _ arguments: [String], environment: [String: String], in folder: ScratchFolder) throws {
        let name = "process-\(UInt64.random(in: .min ... .max))"
        outputFile = folder.file("\(name).out")
        errorFile = folder.file("\(name).err")
        id = try Self.spawn(
            [program] + arguments, environment: Self.inherited.merging(environment) { $1 }, folder: folder.path,
            output: outputFile, errors: errorFile)
    }

    /// What it has written to standard output so far.
    var output: String { Self.text(of: outputFile) }
    /// What it has written to standard error so far.
    var errors: String { Self.text(of: errorFile) }

    /// How it ended: the exit code, or 128 and the signal; `nil` while it runs.
    func poll() -> Int32? {
        status.withLock { status in
            if let status { return status }
            var word: Int32 = 0
            guard waitpid(id, &word, WNOHANG) == id else { return nil }
            let signal = word & 0x7F
            let ended = signal == 0 ? (word >> 8) & 0xFF : 128 + signal
            status = ended
            return ended
        }
    }

    /// Sends a signal; to nobody once it has ended.
    func send(_ signal: Int32) {
        // The lock keeps the number from being given to another process in between.
        status.withLock { if $0 == nil { _ = Glibc.kill(id, signal) } }
    }

    /// Sends a signal to all of its group, as a terminal does.
    func sendToGroup(_ signal: Int32) {
        status.withLock { if $0 == nil { _ = Glibc.kill(-id, signal) } }
    }

    /// Waits for its end.
    func end(within limit: Duration = patience) async throws -> Int32 {
        try await eventually("the end of process \(id): \(errors.suffix(2000))", within: limit) { poll() }
    }

    /// Kills it, if it still runs, and waits until it is gone. Not cut short by cancellation.
    func kill() {
        guard poll() == nil else { return }
        send(SIGKILL)
        while poll() == nil { usleep(2000) }
    }

    private static let inherited = ProcessInfo.processInfo.environment.filter {
        ["PATH", "HOME", "LD_LIBRARY_PATH", "TZ", "TMPDIR"].contains($0.key)
    }

    private static func text(of file: String) -> String {
        FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The files that a program would inherit: a socket of a test that runs at the same time would stay open as long as it.
    private static func inheritable() -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }.filter { file in
            let flags = fcntl(file, F_GETFD)
            return file > STDERR_FILENO && flags >= 0 && flags & FD_CLOEXEC == 0
        }
    }

    private static func spawn(
        _ arguments: [String], environment: [String: String], folder: String, output: String, errors: String
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let writing = O_WRONLY | O_CREAT | O_APPEND
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, writing, 0o600)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, writing, 0o600)
        for file in inheritable() { posix_spawn_file_actions_addclose(&actions, file) }

        // Whatever the test's process does with signals, the program begins with what a shell would give it.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let command = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder] + arguments
        var argv = command.map { strdup($0) } + [nil]
        var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for string in argv + envp { free(string) } }
        var id = pid_t()
        let failure = posix_spawn(&id, command[0], &actions, &attributes, &argv, &envp)
        guard failure == 0 else {
            throw HarnessError("\(arguments[0]) did not start: \(String(cString: strerror(failure)))")
        }
        return id
    }
}
