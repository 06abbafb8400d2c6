public import Logging
public import ServiceLifecycle
import Synchronization

/// Keeps an AI agent's conversations in Daybook, and never stands in the agent's way: no call throws because of the network, and each
/// returns within ``Configuration/timeout``, whatever the server does. What can't be delivered now is put on the disk and delivered
/// later, once and in order.
///
///     let client = try await DaybookClient(try .init())
///     // In the application's ServiceGroup, so that the queue is delivered in the background:
///     let services = ServiceGroup(services: [client, application], logger: logger)
///
///     // For each message that comes in:
///     await client.withConversation(user: "+51999999999", subDomain: "restaurant-abc", botID: "bot123") { conversation in
///         await conversation.addUserMessage("Quiero una pizza")
///         let state = await agent.process("Quiero una pizza")
///         await conversation.sync(graphState: state)
///         await conversation.addBotMessage("¿De qué tamaño?")
///         await conversation.linkOrder("order-7")
///     }
///
/// **What holds.** A write is on the disk before it is sent for the first time, with a key under which the server records it once,
/// however often it is sent. Writes of one conversation arrive in the order in which they were made: while one waits, later ones wait
/// behind it, and other conversations go on. A write that the server refuses for good is taken out of the way; if its caller has been
/// told that it is queued, it goes to the file `refused.jsonl` in the queue's folder, with the reason. A key that is refused (401) holds
/// the queue until there is another one, see ``use(_:)``.
///
/// After a failure all writes go straight to the queue for a moment, then one is tried alone: by ``run()`` where that is at work. So a
/// server that is down doesn't cost each call its time-out.
public final class DaybookClient: Service, Sendable {
    /// `nil` when the client is switched off.
    let courier: Courier?
    let configuration: Configuration

    /// Takes the queue's folder, and reads what was left in it. It is delivered as soon as ``run()`` or ``flush(within:)`` is called.
    ///
    /// - Throws: when the configuration can't work, or the folder can't be used: another client has it.
    public init(
        _ configuration: Configuration, logger: Logger = Logger(label: "daybook-client")
    ) async throws(DaybookClientError) {
        self.configuration = configuration
        guard configuration.isEnabled else {
            courier = nil
            return
        }
        try configuration.check()
        courier = try await Courier(configuration, logger: logger)
    }

    /// Delivers what is queued, in the background, until the task is cancelled or shut down gracefully. What isn't delivered then stays
    /// on the disk.
    public func run() async {
        await cancelWhenGracefulShutdown {
            guard let courier = self.courier else {
                try? await Task.sleep(for: .seconds(Int64.max / 4))
                return
            }
            await courier.work()
        }
    }

    /// Delivers what is queued, now: pauses that the client made by itself end, those that the server asked for don't.
    ///
    /// - Returns: whether nothing is left.
    public func flush(within limit: Duration) async -> Bool {
        guard let courier else { return true }
        courier.standing.withLock { standing in
            standing.hold.lift()
            standing.queue.liftAll()
            standing.ring()
        }
        await courier.work(until: .now + limit)
        return courier.standing.withLock { $0.queue.isEmpty }
    }

    /// Goes on with another API key.
    public func use(_ apiKey: APIKey) {
        guard let courier else { return }
        courier.gateway.use(apiKey.text)
        courier.standing.withLock { standing in
            standing.hold.reset()
            standing.queue.lift()
            standing.ring()
        }
    }

    /// Ends the client and gives the queue's folder back. Later calls are refused; what is queued stays on the disk.
    public func close() async {
        guard let courier else { return }
        courier.standing.withLock { standing in
            standing.isClosed = true
            standing.ring()
        }
        courier.gateway.close()
        await courier.journal.close()
    }
}
