import FoundationEssentials
import Glibc

/// One run of an external program. Blocks the calling thread until the program ends.
struct Program {
    /// How a run ended.
    struct Outcome {
        /// The exit code, or 128 + the signal that ended it, as a shell would say.
        var status: Int32
        /// Standard output and standard error, in the order they were written.
        var output: String
        var succeeded: Bool { status == 0 }
    }

    /// The path of the executable, then its arguments.
    var arguments: [String]

    /// Runs the program below `/`, with a closed standard input and a small environment.
    ///
    /// The output goes to a nameless file instead of a pipe: a server that the program leaves behind may keep its end
    /// open, and nobody would ever see the end of a pipe.
    func run() -> Outcome {
        var name = Array("/tmp/daybook-output-XXXXXX".utf8CString)
        let capture = mkstemp(&name)
        guard capture >= 0 else {
            return Outcome(status: 126, output: "No temporary file in /tmp: \(String(cString: strerror(errno)))")
        }
        defer { close(capture) }
        unlink(name)
        _ = fcntl(capture, F_SETFD, FD_CLOEXEC)
        var process = pid_t()
        let failure = spawn(&process, output: capture)
        guard failure == 0 else {
            return Outcome(status: 127, output: "\(arguments[0]): \(String(cString: strerror(failure)))")
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        let signal = status & 0x7f
        return Outcome(
            status: signal == 0 ? (status >> 8) & 0xff : 128 + signal, output: Self.contents(of: capture))
    }

    private func spawn(_ process: inout pid_t, output: Int32) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)

        // A server process ignores and blocks signals to handle them itself; children would inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        // The account that runs it need not be able to enter our working directory, hence the `cd`.
        let command = ["/bin/sh", "-c", "cd / && exec \"$0\" \"$@\""] + arguments
        var argv = command.map { strdup($0) } + [nil]
        var envp = Self.environment.map { strdup($0) } + [nil]
        defer { for string in argv + envp { free(string) } }
        return posix_spawn(&process, command[0], &actions, &attributes, &argv, &envp)
    }

    /// Only what PostgreSQL's programs need: its own variables (PGHOST, PGDATA) would point them at another cluster,
    /// and its messages are to be in English, as our own are.
    private static var environment: [String] {
        let inherited = ProcessInfo.processInfo.environment
        var result = ["LC_ALL=C", "HOME=/", "PGCONNECT_TIMEOUT=10"]
        for name in ["PATH", "LD_LIBRARY_PATH", "TZ"] {
            if let value = inherited[name] { result.append("\(name)=\(value)") }
        }
        return result
    }

    private static func contents(of file: Int32) -> String {
        let size = Int(lseek(file, 0, SEEK_END))
        guard size > 0 else { return "" }
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = max(0, pread(file, buffer.baseAddress, size, 0))
        }
        var text = String(decoding: bytes, as: UTF8.self)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
