import Postgres
import ProjectionEngine
package import Vocabulary

/// A contact that may be the same person as another, and why.
package struct MergeSuggestion: Equatable, Sendable {
    package let contact: Contact
    /// The numbers and addresses that both have, in their one form.
    package let shared: [ContactIdentifier]
}

extension ContactQueries {
    /// Contacts that share a number or an address with one, and aren't part of it: at most `limit`, those that share most first.
    ///
    /// They are only suggested: numbers change hands, and an office has one mailbox for many.
    package func suggestions(for contact: Contact, limit: Int = 20) async throws -> [MergeSuggestion] {
        // A number that a thousand contacts have says nothing of any of them; reading ends there.
        let pairs = try await rows(
            """
            SELECT other.subject, own.kind, own.value FROM contacts_identifiers AS own CROSS JOIN LATERAL (
              SELECT subject FROM contacts_identifiers AS other
              WHERE other.tenant = own.tenant AND other.kind = own.kind AND other.value = own.value
              ORDER BY subject LIMIT 1000
            ) AS other
            WHERE own.tenant = \(contact.tenant) AND own.subject = ANY(\(contact.subjects))
              AND NOT other.subject = ANY(\(contact.subjects))
            ORDER BY other.subject, own.kind, own.value LIMIT 5000
            """
        ) { row in (try row.next(SubjectID.self), try row.next(String.self), try row.next(String.self)) }
        let contacts = try await contacts(Array(Set(pairs.map(\.0))), in: contact.tenant)
        var shared: [SubjectID: Set<ContactIdentifier>] = [:]
        var found: [SubjectID: Contact] = [:]
        for (subject, kind, value) in pairs {
            guard let other = contacts[subject], let kind = ContactIdentifier.Kind(kind) else { continue }
            found[other.id] = other
            shared[other.id, default: []].insert(ContactIdentifier(kind, value))
        }
        return found.values
            .map { other in
                let all = shared[other.id, default: []]
                return MergeSuggestion(
                    contact: other,
                    shared: all.sorted { ($0.kind.description, $0.value) < ($1.kind.description, $1.value) })
            }
            .sorted { ($1.shared.count, $0.contact.id) < ($0.shared.count, $1.contact.id) }
            .prefix(limit).map { $0 }
    }
}
