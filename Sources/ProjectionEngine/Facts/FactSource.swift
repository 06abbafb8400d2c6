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
        let next = events.last?.header.position.next ?? position
        return try await facts(of: events.filter { kinds.contains($0.header.kind) }, next: next, count: events.count)
    }

    /// The facts of these kinds in a range of positions, for reading the log as a whole.
    ///
    /// - Parameter bytes: the batch ends before the range does when the events' bodies are larger than that.
    package func facts(
        in range: Range<Position>, kinds: Set<EventKind>, atMost bytes: Int
    ) async throws(LedgerError) -> FactBatch {
        let scan = try await ledger.scan(range, kinds: kinds, atMost: bytes)
        var batch = try await facts(of: scan.events, next: scan.next, count: scan.count)
        batch.isCut = scan.isCut
        return batch
    }

    private func facts(
        of events: [StoredEvent], next: Position, count: Int
    ) async throws(LedgerError) -> FactBatch {
        var batch = FactBatch(facts: [], sizes: [], next: next, events: count, unreadable: [])
        batch.facts.reserveCapacity(events.count)
        batch.sizes.reserveCapacity(events.count)
        for (index, body) in try await open(events).enumerated() {
            batch.add(events[index], body, reader)
        }
        return batch
    }

    fileprivate enum Body {
        case readable(EventBody), erased, unreadable

        init(_ body: EventBody?) {
            self = body.map(Body.readable) ?? .erased
        }
    }

    private func open(_ events: [StoredEvent]) async throws(LedgerError) -> [Body] {
        guard !events.isEmpty else { return [] }
        do throws(LedgerError) {
            return try await ledger.open(events).map { Body($0.body) }
        } catch {
            guard error.code == .corrupt else { throw error }
            return try await openSingly(events)
        }
    }

    /// Opens each event by itself, so that one that was tampered with doesn't hide the others.
    private func openSingly(_ events: [StoredEvent]) async throws(LedgerError) -> [Body] {
        var opened: [Body] = []
        for event in events {
            do throws(LedgerError) {
                opened.append(Body(try await ledger.open([event]).first?.body))
            } catch {
                guard error.code == .corrupt else { throw error }
                opened.append(.unreadable)
            }
        }
        return opened
    }
}

extension FactBatch {
    fileprivate mutating func add(_ event: StoredEvent, _ body: FactSource.Body, _ reader: FactReader) {
        switch body {
        case .erased: break
        case .unreadable: add(unreadable: event)
        case .readable(let body):
            do throws(UnreadableDelivery) {
                add(event, try reader.fact(event: event.header, body: body))
            } catch {
                add(unreadable: event)
            }
        }
    }

    private mutating func add(unreadable event: StoredEvent) {
        unreadable.append(event.header.position)
        add(event, .other)
    }

    private mutating func add(_ event: StoredEvent, _ fact: Fact) {
        facts.append(RecordedFact(event: event.header, fact: fact))
        sizes.append(event.body.count)
    }
}
