import ArgumentParser
import Ledger
import Logging
import ServiceLifecycle

#if canImport(Glibc)
import Glibc
#endif

/// Does `body` with a running ledger.
// Not inlined: Swift 6.3.1 crashes in a release build when it splits the coroutine that inlining makes.
@inline(never)
func withLedger<R: Sendable>(_ body: @Sendable (Ledger) async throws -> R) async throws -> R {
    guard let database = getenv("DATABASE_URL"), let keyFile = getenv("DAYBOOK_MASTER_KEY_FILE") else {
        throw ValidationError("Set DATABASE_URL and DAYBOOK_MASTER_KEY_FILE.")
    }
    var configuration = LedgerConfiguration(
        connectionString: String(cString: database), masterKey: try MasterKey(file: String(cString: keyFile)))
    // A lot of thousands of events may take longer than a webhook's sender would wait.
    configuration.appends.patience = .seconds(60)
    configuration.lookups.patience = .seconds(60)
    var logger = Logger(label: "load") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .warning
    let ledger = try await Ledger.open(configuration, logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { group in
        for service in ledger.services { group.addTask { try await service.run() } }
        let result: Result<R, any Error>
        do {
            result = .success(try await body(ledger))
        } catch {
            result = .failure(error)
        }
        group.cancelAll()
        // What a service says of its being cancelled is nobody's concern.
        while await group.nextResult() != nil {}
        return try result.get()
    }
}
