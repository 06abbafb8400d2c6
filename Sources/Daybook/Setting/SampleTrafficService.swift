import Curl
import Ledger
import Logging
import Providers
import Samples
import ServiceLifecycle
import Vocabulary

/// Plays sample traffic against a Daybook: a first lot at once, then a trickle, as long as the service runs.
struct SampleTrafficService: Service {
    let sender: WebhookSender
    let secrets: ProviderSecrets
    /// The first lot.
    let count: Int
    /// Between deliveries afterwards; `nil` for none.
    let interval: Duration?
    let logger: Logger
    /// Told when the first lot is sent.
    let onReady: @Sendable (_ acknowledged: Int) async -> Void

    func run() async throws {
        try? await cancelWhenGracefulShutdown { try await play() }
        sender.close()
    }

    private func play() async throws {
        // The clock makes the seed: each run plays new conversations.
        var traffic = SampleTraffic(seed: UInt64(Timestamp.now().microseconds))
        var acknowledged = 0
        for _ in 0..<count where try await send(&traffic) { acknowledged += 1 }
        await onReady(acknowledged)
        guard let interval else { return }
        while !Task.isCancelled {
            try await Task.sleep(for: interval)
            _ = try await send(&traffic)
        }
    }

    private func send(_ traffic: inout SampleTraffic) async throws -> Bool {
        let (source, request) = try traffic.next(at: .now(), secrets: secrets) { source in
            sender.base + (WebhookSender.path(of: source) ?? "")
        }
        do {
            let response = try await sender.send(request, from: source)
            if response.status == 200 { return true }
            logger.warning("a sample webhook was refused", metadata: ["status": "\(response.status)"])
        } catch let error as HTTPError {
            logger.warning("a sample webhook was not delivered", metadata: ["error": "\(error.code)"])
        }
        return false
    }
}
