import Providers
import Testing
import Vocabulary

/// A sample, taken in as the server would take it.
struct SampleReading {
    let isAuthentic: Bool
    let delivery: Delivery
    let item: DeliveryItem?
    let fact: Fact?

    init(
        _ request: WebhookRequest, _ source: Source, _ secrets: ProviderSecrets,
        at now: Timestamp = Timestamp(microseconds: 1_749_416_383_000_000)
    ) throws {
        let reader = try #require(WebhookReaders.all.first { $0.source == source })
        isAuthentic = reader.isAuthentic(request, secrets, at: now)
        delivery = try reader.read(request)
        item = delivery.items.first
        if let item, case .verbatim(let headers, let bytes) = item.body ?? delivery.body {
            fact = try reader.fact(kind: item.kind, headers: headers, bytes: bytes)
        } else {
            fact = nil
        }
    }

    /// The medium of a message.
    var medium: Channel.Medium? {
        switch fact {
        case .messageReceived(let message): message.channel.medium
        case .messageSent(let message): message.channel.medium
        case .messageStatus(let change): change.channel.medium
        default: nil
        }
    }
}
