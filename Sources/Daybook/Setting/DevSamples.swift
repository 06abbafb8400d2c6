import Logging
import Providers
import Server
import ServiceLifecycle

/// Waits for the server to listen, and plays sample traffic against it.
struct DevSamples: Service {
    let count: Int
    let addresses: AsyncStream<DaybookServer.Address>
    let secrets: ProviderSecrets
    let logger: Logger
    /// Told when the first lot was played.
    let onReady: @Sendable (DaybookServer.Address, _ acknowledged: Int) async -> Void

    func run() async throws {
        for await address in addresses.cancelOnGracefulShutdown() {
            let traffic = SampleTrafficService(
                sender: try WebhookSender(base: address.publicURL), secrets: secrets,
                count: count,
                interval: count == 0 ? nil : .seconds(2), logger: logger
            ) { acknowledged in
                await onReady(address, acknowledged)
            }
            try await traffic.run()
            // A service that returns ends its group: this one has nothing more to do, and waits with the others.
            try? await gracefulShutdown()
        }
    }
}
