import ArgumentParser
import Ledger

#if canImport(Glibc)
// The C library's streams are variables to Swift, and never change.
@preconcurrency import Glibc
#endif

/// Runs the command line, and turns what went wrong into words on standard error and an exit code.
///
/// 0 done, 1 failed, 2 usage, 3 findings (divergence, tampering, drift), 4 not allowed.
@main
enum Main {
    static func main() async {
        setvbuf(stdout, nil, _IOLBF, 0)
        do {
            var command = try Daybook.parseAsRoot()
            // Still on the only thread: by the time that the command runs, there are others, each with a heap of its own.
            if command is any ServiceCommand { Heap.settle() }
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as Failure {
            say("error: \(error.message)")
            exit(error.code.rawValue)
        } catch let error as LedgerError {
            say("error: \(error.description)")
            exit(Failure.Code.failed.rawValue)
        } catch {
            finish(error)
        }
    }

    /// Ends as the argument parser wants it: help on standard output, mistakes on standard error.
    private static func finish(_ error: any Error) -> Never {
        let code = Daybook.exitCode(for: error)
        let message = Daybook.fullMessage(for: error)
        if code == .success {
            if !message.isEmpty { print(message) }
            exit(0)
        }
        if !message.isEmpty { say(message) }
        exit(code == .validationFailure ? Failure.Code.usage.rawValue : Failure.Code.failed.rawValue)
    }
}

/// Writes a line to standard error, where progress and logs go.
func say(_ line: String, terminator: String = "\n") {
    fputs(line + terminator, stderr)
}

/// Why a command could not do what it was asked.
struct Failure: Error {
    /// The exit codes that scripts rely on.
    enum Code: Int32 {
        case failed = 1
        case usage = 2
        case findings = 3
        case notAllowed = 4
    }

    var code: Code
    /// What happened, and what to do.
    var message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
