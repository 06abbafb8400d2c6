package import Ledger
package import Providers
package import Vocabulary

/// Reads the ledger as facts.
package struct FactSource: Sendable {
    private let ledger: LedgerReader
    private let reader: FactReader

    package init(ledger: LedgerReader, reader: FactReader = FactReader()) {
        self.ledger = ledger
        self.reader = reader
    }

    /// The number of events in the log.
    package func size() async throws(LedgerError) -> Int64 {
        try await ledger.head().size
    }

    /// The facts of these kinds from `position` on, out of at most `limit` events.
    ///
    /// - Parameters:
    ///   - before: the position to stop before; `nil` for the end of the log.
    package func facts(
        from position: Position, before: Position? = nil, limit: Int, kinds: Set<EventKind>
    ) async throws(LedgerError) -> FactBatch {
        let events = try await ledger.events(EventSelection(from: position, before: before, limit: limit))
        var batch = FactBatch(
            facts: [], next: events.last?.header.position.next ?? position, events: events.count, unreadable: [])
        batch.facts.reserveCapacity(events.count)
        for (header, body) in try await open(events.filter { kinds.contains($0.header.kind) }) {
            switch body {
            case .erased: break
            case .unreadable:
                batch.unreadable.append(header.position)
                batch.facts.append(RecordedFact(event: header, fact: .other))
            case .readable(let body):
                batch.add(header, body, reader)
            }
        }
        return batch
    }

    private enum Body {
        case readable(EventBody), erased, unreadable

        init(_ body: EventBody?) {
            self = body.map(Body.readable) ?? .erased
        }
    }

    private func open(_ events: [StoredEvent]) async throws(LedgerError) -> [(EventHeader, Body)] {
        guard !events.isEmpty else { return [] }
        do throws(LedgerError) {
            return try await ledger.open(events).map { ($0.header, Body($0.body)) }
        } catch {
            guard error.code == .corrupt else { throw error }
            return try await openSingly(events)
        }
    }

    /// Opens each event by itself, so that one that was tampered with doesn't hide the others.
    private func openSingly(_ events: [StoredEvent]) async throws(LedgerError) -> [(EventHeader, Body)] {
        var opened: [(EventHeader, Body)] = []
        for event in events {
            do throws(LedgerError) {
                let body = try await ledger.open([event]).first?.body
                opened.append((event.header, Body(body)))
            } catch {
                guard error.code == .corrupt else { throw error }
                opened.append((event.header, .unreadable))
            }
        }
        return opened
    }
}

extension FactBatch {
    fileprivate mutating func add(_ header: EventHeader, _ body: EventBody, _ reader: FactReader) {
        do throws(UnreadableDelivery) {
            facts.append(RecordedFact(event: header, fact: try reader.fact(event: header, body: body)))
        } catch {
            unreadable.append(header.position)
            facts.append(RecordedFact(event: header, fact: .other))
        }
    }
}
