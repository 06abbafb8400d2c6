import Analytics
import Ingest
package import Ledger
import Postgres
package import Providers
package import Vocabulary

/// Brings messages that were saved elsewhere into the ledger, each once: what came by webhook is there already.
package struct ImportRun: Sendable {
    /// What a thing of a file came to.
    package struct Outcome: Sendable {
        /// Where it begins in the file.
        package var line: Int
        /// How many of its events were recorded, or would be, and how many were there already.
        package var recorded = 0
        package var present = 0
        /// Why it wasn't taken, in words that quote nothing.
        package var problem: String?
    }

    private let ledger: Ledger
    private let tenant: TenantID
    /// Whether nothing is to be recorded.
    private let isTrial: Bool

    /// How many things are recorded at a time: the ledger makes one transaction of what comes together.
    private static let width = 64

    package init(ledger: Ledger, tenant: TenantID, isTrial: Bool) {
        self.ledger = ledger
        self.tenant = tenant
        self.isTrial = isTrial
    }

    /// Records things of a file.
    ///
    /// - Returns: what each came to, in order.
    /// - Throws: `LedgerError`; doing it again is safe.
    package func take(_ items: [ImportedItem]) async throws -> [Outcome] {
        var outcomes: [Outcome] = []
        for start in stride(from: 0, to: items.count, by: Self.width) {
            let batch = Array(items[start..<min(start + Self.width, items.count)])
            let known = try await known(to: batch)
            outcomes += try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
                for (index, item) in batch.enumerated() {
                    group.addTask { (index, try await take(item, known: known)) }
                }
                return try await group.reduce(into: [(Int, Outcome)]()) { $0.append($1) }
            }.sorted { $0.0 < $1.0 }.map(\.1)
        }
        return outcomes
    }

    /// Records the messages of a chat's export.
    ///
    /// - Parameter zone: of the phone, by its name in the tz database.
    /// - Throws: `LedgerError(.notFound)` for an unknown zone; else as `take`.
    package func take(_ export: WhatsAppExport, zone: String) async throws -> [Outcome] {
        let times = try await times(of: export.messages.map(\.localTime), zone: zone)
        let items = export.items(at: times)
        let identifiers = items.first.flatMap { try? $0.content.get().delivery.items.first?.identifiers } ?? []
        let known = try await KnownMessages.of(try await subject(identifiers), in: tenant, ledger.primary)
        let words = zip(export.messages, times).map { SpokenWords(isInbound: $0.isInbound, text: $0.words, at: $1) }
        let present = SpokenWords.present(words, among: known.words)
        let outcomes = try await take(items.enumerated().filter { !present.contains($0.offset) }.map(\.element))
        let others = present.map { Outcome(line: items[$0].line, present: 1) }
        return (outcomes + others + (try await take(export.unreadable))).sorted { $0.line < $1.line }
    }

    private func take(_ item: ImportedItem, known: [ContactIdentifier: KnownMessages]) async throws -> Outcome {
        var outcome = Outcome(line: item.line)
        let imported: ImportedDelivery
        switch item.content {
        case .failure(let problem):
            outcome.problem = problem.reason
            return outcome
        case .success(let delivery): imported = delivery
        }
        if imported.mayHaveAnotherKey, let contact = imported.contact, let id = imported.messageID,
            known[contact]?.contains(id, of: imported.source) == true
        {
            outcome.present = 1
            return outcome
        }
        do throws(LedgerError) {
            let recorded = try await Ingest(ledger: ledger).take(imported, tenant: tenant, isTrial: isTrial)
            outcome.recorded = recorded.count(where: \.self)
            outcome.present = recorded.count - outcome.recorded
        } catch {
            guard error.code == .erased else { throw error }
            outcome.problem = "whom it is about was erased"
        }
        return outcome
    }

    /// What the ledger has of the contacts of those whose key may be another one.
    private func known(to items: [ImportedItem]) async throws -> [ContactIdentifier: KnownMessages] {
        var known: [ContactIdentifier: KnownMessages] = [:]
        for item in items {
            guard case .success(let imported) = item.content, imported.mayHaveAnotherKey,
                let contact = imported.contact, known[contact] == nil
            else { continue }
            known[contact] = try await KnownMessages.of(try await subject([contact]), in: tenant, ledger.primary)
        }
        return known
    }

    private func subject(_ identifiers: [ContactIdentifier]) async throws -> SubjectID? {
        for identifier in identifiers {
            if let subject = try await ledger.subject(of: identifier, in: tenant) { return subject }
        }
        return nil
    }

    /// The moments of local times. An hour that comes twice is taken for the one in winter time, as PostgreSQL does.
    private func times(of local: [String], zone: String) async throws -> [Timestamp] {
        guard try await TimeZoneNames(pool: ledger.writerPool).contains(zone) else {
            throw LedgerError(
                .notFound, "There is no time zone \(zone). Name one as the tz database does: Europe/Berlin")
        }
        let rows = try await ledger.writerPool.query(
            """
            SELECT text::timestamp AT TIME ZONE \(zone)
            FROM unnest(\(local)::text[]) WITH ORDINALITY AS local (text, place) ORDER BY place
            """)
        return try rows.decode(column: 0, as: Timestamp.self)
    }
}

extension ImportedDelivery {
    fileprivate var contact: ContactIdentifier? { delivery.items.first?.identifiers.first }

    /// What its provider calls the only message in it.
    fileprivate var messageID: String? {
        guard let item = delivery.items.first, case .verbatim(let headers, let bytes) = item.body ?? delivery.body,
            let reader = WebhookReaders.all.first(where: { $0.source == source }),
            let fact = try? reader.fact(kind: item.kind, headers: headers, bytes: bytes)
        else { return nil }
        return switch fact {
        case .messageReceived(let message): message.messageID
        case .messageSent(let message): message.messageID
        default: nil
        }
    }
}
