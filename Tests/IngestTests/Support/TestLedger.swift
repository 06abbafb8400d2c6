import Cryptography
import Ingest
import Ledger
import Logging
import Postgres
import Providers
import Samples
import ServiceLifecycle
import TestSupport
import Testing
import Vocabulary

/// A running ledger in a database of its own, and what takes webhooks into it.
struct TestLedger: Sendable {
    let ledger: Ledger
    let connectionString: String

    static let secrets = ProviderSecrets(
        respondIOKeys: ["a respond.io key"], twilioAuthTokens: ["a twilio token"], twilioAccountSID: "AC0123",
        whatsAppAppSecrets: ["an app secret"], elevenLabsSecrets: ["an elevenlabs secret"])
    static let receivedAt = Timestamp(microseconds: 1_750_000_000_000_000)
    static let url = "https://daybook.example.com/webhook"

    static func with(_ body: (TestLedger) async throws -> Void) async throws {
        let logger = Logger.quiet
        let database = try await TestCluster.database()
        _ = try await Migrator(configuration: PostgresConfiguration(connectionString: database), logger: logger)
            .migrate()
        var configuration = LedgerConfiguration(
            connectionString: database, masterKey: MasterKey(SymmetricKey.random()))
        configuration.appends.patience = .seconds(20)
        configuration.lookups.patience = .seconds(20)
        let ledger = try await Ledger.open(configuration, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in ledger.services { group.addTask { try await service.run() } }
            defer { group.cancelAll() }
            try await body(TestLedger(ledger: ledger, connectionString: database))
        }
    }

    static func reader(of source: Source) -> any WebhookReader {
        WebhookReaders.all.first { $0.source == source } ?? WebhookReaders.respondIO
    }

    /// A correctly signed sample.
    static func sample(_ source: Source, _ event: String, index: Int = 0) throws -> WebhookRequest {
        try SampleTraffic.request(
            source: source, event: event, seed: 7, index: index, at: receivedAt, secrets: secrets, url: url)
    }

    @discardableResult
    func accept(
        _ request: WebhookRequest, from source: Source, secrets: ProviderSecrets = TestLedger.secrets
    ) async throws(IngestError) -> Acceptance {
        try await Ingest(ledger: ledger).accept(
            request, by: Self.reader(of: source), secrets: secrets, tenant: .default, receivedAt: Self.receivedAt)
    }

    /// Everything that is recorded, opened.
    func events() async throws(LedgerError) -> [OpenedEvent] {
        try await ledger.reader.open(try await ledger.reader.events(EventSelection(limit: 10_000)))
    }
}

extension WebhookRequest {
    /// The same with another body, signed anew by Respond.io's key.
    func respondIO(body: String) -> WebhookRequest {
        let bytes = Array(body.utf8)
        let key = HMACKey(.sha256, key: Array("a respond.io key".utf8))
        return WebhookRequest(
            url: url,
            headers: [
                "Content-Type": "application/json", "x-webhook-signature": Base64.encode(key.authenticate(bytes)),
            ],
            body: bytes)
    }
}

extension AppendOutcome {
    var isRecorded: Bool { if case .recorded = self { true } else { false } }
    var isConflict: Bool { if case .conflict = self { true } else { false } }
}

extension Logger {
    /// Says nothing.
    static var quiet: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }
}
