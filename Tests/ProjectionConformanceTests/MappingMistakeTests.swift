import Inbox
import Ledger
import ProjectionEngine
import ProjectionTestSupport
import Providers
import Testing
import Vocabulary

/// A mistake in a provider's reader is mended by fixing the reader and rebuilding, never by touching history.
struct MappingMistakeTests {
    /// Respond.io's reader with a mistake in it: it takes a contact's e-mail address for the name, and loses what was written.
    private struct MistakenReader: WebhookReader {
        let source = Source.respondIO

        func isAuthentic(_ request: WebhookRequest, _ secrets: ProviderSecrets, at now: Timestamp) -> Bool {
            WebhookReaders.respondIO.isAuthentic(request, secrets, at: now)
        }

        func read(_ request: WebhookRequest) throws(UnreadableDelivery) -> Delivery {
            try WebhookReaders.respondIO.read(request)
        }

        func fact(kind: EventKind, headers: JSONObject, bytes: [UInt8]) throws(UnreadableDelivery) -> Fact {
            let fact = try WebhookReaders.respondIO.fact(kind: kind, headers: headers, bytes: bytes)
            guard case .messageReceived(var message) = fact else { return fact }
            message.contact.name = message.contact.email
            message.content.text = nil
            return .messageReceived(message)
        }
    }

    @Test(
        "what a mistaken reader made is right again after a rebuild, and history is as it was",
        arguments: EveryProjection.all)
    func mending(_ projection: Projection) async throws {
        try await TestLog.with { log in
            var life = LedgerLife(in: log, seed: 7)
            try await life.flow(80)
            let root = try await log.ledger.reader.head()
            // As it should have been from the beginning.
            let right = try await log.rebuild(projection).run().digests

            // A release with the mistake in it goes live, and somebody rebuilds with it.
            let mistaken = FactSource(
                ledger: log.ledger.reader, reader: FactReader([MistakenReader(), WebhookReaders.twilio]))
            let wrong = try await ProjectionRebuild(
                projection, configuration: log.projector, source: mistaken, logger: log.logger
            ).run().digests
            if projection.name == InboxProjection.projection.name { #expect(wrong != right) }

            // The reader is fixed.
            #expect(try await log.rebuild(projection).run().digests == right)
            #expect(try await log.ledger.reader.head() == root)
        }
    }
}
