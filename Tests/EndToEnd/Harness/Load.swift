import Curl
import Providers
import Vocabulary

/// Webhooks that all differ, sent side by side.
struct Load: Sendable {
    /// What the webhooks' ids are made from, with their index.
    let seed: UInt64
    var event = "message.received"
    /// How many senders there are.
    var width = 8

    /// Sends each of them once.
    ///
    /// - Returns: the indices of those that were answered 200.
    func sendOnce(_ indices: Range<Int>, to server: Server) async -> Set<Int> {
        await spread(indices) { index in
            guard let response = try? await server.deliver(event, seed: seed, index: index) else { return false }
            return response.status == 200
        }
    }

    /// Sends each of them until it is answered 200, as a provider does.
    ///
    /// - Throws: `HarnessError` when one never is.
    func sendUntilAcknowledged(_ indices: Range<Int>, to server: Server) async throws {
        let acknowledged = await spread(indices) { index in
            (try? await eventually("an acknowledgement") {
                // In parentheses: the answer of an optional that isn't `nil` would be taken for what was waited for.
                (try? await server.deliver(event, seed: seed, index: index).status) == 200
            }) != nil
        }
        guard acknowledged.count == indices.count else { throw HarnessError("webhooks were never acknowledged") }
    }

    private func spread(
        _ indices: Range<Int>, _ send: @escaping @Sendable (Int) async -> Bool
    ) async -> Set<Int> {
        await withTaskGroup(of: (Int, Bool).self) { group in
            var waiting = indices.makeIterator()
            for _ in 0..<width {
                if let index = waiting.next() { group.addTask { (index, await send(index)) } }
            }
            var acknowledged: Set<Int> = []
            for await (index, isAcknowledged) in group {
                if isAcknowledged { acknowledged.insert(index) }
                if let index = waiting.next() { group.addTask { (index, await send(index)) } }
            }
            return acknowledged
        }
    }

    /// How often the ledger holds each of these webhooks, by what the API shows of its bodies.
    func occurrences(_ indices: some Sequence<Int>, in server: Server) async throws -> [Int: Int] {
        let bodies = try await server.events().compactMap { $0["body"]?["text"]?.string }
        let counts = Dictionary(bodies.map { ($0, 1) }, uniquingKeysWith: +)
        var occurrences: [Int: Int] = [:]
        for index in indices {
            let body = try server.sample(event, seed: seed, index: index).body
            occurrences[index] = counts[String(decoding: body, as: UTF8.self)] ?? 0
        }
        return occurrences
    }
}
