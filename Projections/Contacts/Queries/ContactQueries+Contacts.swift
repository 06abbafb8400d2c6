import Postgres
import ProjectionEngine
package import Vocabulary

extension ContactQueries {
    /// Contacts of a tenant, the one with the latest event first.
    ///
    /// - Parameters:
    ///   - limit: how many at most.
    ///   - cursor: only contacts behind it.
    package func contacts(
        of tenant: TenantID, _ filter: ContactFilter = ContactFilter(), limit: Int = 50,
        after cursor: ContactCursor? = nil
    ) async throws -> ContactPage {
        var page = ContactPage()
        var place = cursor ?? .start
        let query: String?
        if let words = filter.words {
            guard let words = SearchWords.query(words) else { return page }
            query = words
        } else {
            query = nil
        }
        // A contact stands where its latest part does; its other parts are passed over, and rows read in their stead.
        while true {
            let asked = limit + 1 - page.contacts.count
            let found = try await matching(filter, query, in: tenant, after: place, limit: asked)
            let groups = try await groups(of: found.map(\.0), in: tenant)
            let merged = Set(groups.values.filter { $0.members.count > 1 }.flatMap(\.members))
            var profiles = try await profiles(of: Array(merged), in: tenant)
            let matches = merged.isEmpty ? [:] : try await places(of: Array(merged), filter, query, in: tenant)
            for (subject, profile) in found {
                place = ContactCursor(activeAt: profile.activeAt, subject: subject)
                guard let group = groups[subject] else { continue }
                let isLatest = group.members.allSatisfy { other in
                    matches[other].map { ($0, other) <= (profile.activeAt, subject) } ?? true
                }
                guard isLatest else { continue }
                if page.contacts.count == limit { return page }
                profiles[subject] = profile
                if let contact = Contact(tenant, group, profiles: profiles) {
                    page.contacts.append(contact)
                    page.next = place
                }
            }
            if found.count < asked {
                page.next = nil
                return page
            }
        }
    }

    /// A contact, asked for by itself or by any of its parts; `nil` when the tenant has none of this id.
    package func contact(_ key: ContactKey) async throws -> Contact? {
        try await contacts([key.subject], in: key.tenant)[key.subject]
    }

    /// The contacts that these subjects are, or are part of.
    func contacts(_ subjects: [SubjectID], in tenant: TenantID) async throws -> [SubjectID: Contact] {
        let groups = try await groups(of: subjects, in: tenant)
        let profiles = try await profiles(of: Array(Set(groups.values.flatMap(\.members))), in: tenant)
        return groups.compactMapValues { Contact(tenant, $0, profiles: profiles) }
    }

    private func profiles(of subjects: [SubjectID], in tenant: TenantID) async throws -> [SubjectID: ProfileState] {
        guard !subjects.isEmpty else { return [:] }
        let found = try await profiles(
            """
            SELECT \(unsafe: Self.columns) FROM contacts_profiles WHERE tenant = \(tenant) AND subject = ANY(\(subjects))
            """)
        return Dictionary(uniqueKeysWithValues: found)
    }

    private func profiles(_ query: PostgresQuery) async throws -> [(SubjectID, ProfileState)] {
        try await rows(query) { (try ContactKey(from: &$0).subject, try ProfileState(from: &$0)) }
    }

    /// Rows that the filter asks for.
    ///
    /// A condition that isn't asked for is struck out in the text, so that the planner sees which index serves.
    private func matching(
        _ filter: ContactFilter, _ query: String?, in tenant: TenantID, after place: ContactCursor, limit: Int
    ) async throws -> [(SubjectID, ProfileState)] {
        try await profiles(
            """
            SELECT \(unsafe: Self.columns) FROM contacts_profiles
            WHERE tenant = \(tenant) AND (active_at, subject) < (\(place.activeAt), \(place.subject))
              AND (\(unsafe: Self.unless(query)) search @@ \(query ?? "")::tsquery)
              AND (\(unsafe: Self.unless(filter.tag)) tags @> ARRAY[\(filter.tag)::text])
              AND (\(unsafe: Self.unless(filter.type)) type = \(filter.type?.rawValue))
              AND (\(unsafe: Self.unless(filter.medium)) \(filter.medium?.description)::text = ANY(media))
            ORDER BY active_at DESC, subject DESC LIMIT \(Int64(limit))
            """)
    }

    /// Where those of these contacts that the filter asks for stand in the list.
    private func places(
        of subjects: [SubjectID], _ filter: ContactFilter, _ query: String?, in tenant: TenantID
    ) async throws -> [SubjectID: Timestamp] {
        let found = try await rows(
            """
            SELECT subject, active_at FROM contacts_profiles
            WHERE tenant = \(tenant) AND subject = ANY(\(subjects))
              AND (\(unsafe: Self.unless(query)) search @@ \(query ?? "")::tsquery)
              AND (\(unsafe: Self.unless(filter.tag)) tags @> ARRAY[\(filter.tag)::text])
              AND (\(unsafe: Self.unless(filter.type)) type = \(filter.type?.rawValue))
              AND (\(unsafe: Self.unless(filter.medium)) \(filter.medium?.description)::text = ANY(media))
            """
        ) { row in (try row.next(SubjectID.self), try row.next(Timestamp.self)) }
        return Dictionary(uniqueKeysWithValues: found)
    }

    private static func unless(_ condition: (some Any)?) -> String { condition == nil ? "TRUE OR" : "" }

    private static let columns = (ContactKey.columns + ProfileState.columns).joined(separator: ", ")
}
