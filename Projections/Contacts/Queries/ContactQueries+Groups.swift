import Postgres
import ProjectionEngine
package import Vocabulary

extension ContactQueries {
    /// The groups of these contacts, each of them named with its group.
    func groups(of subjects: [SubjectID], in tenant: TenantID) async throws -> [SubjectID: ContactGroup] {
        let links = try await links(of: subjects, in: tenant)
        return Dictionary(uniqueKeysWithValues: Set(subjects).map { ($0, ContactGroup(of: $0, links: links)) })
    }

    /// All links that hold within the groups of these contacts.
    package func links(of subjects: [SubjectID], in tenant: TenantID) async throws -> [MergeLink] {
        // UNION, not UNION ALL: each contact is looked at once, so that it ends whatever the links are.
        try await rows(
            """
            WITH RECURSIVE members (subject) AS (
              SELECT DISTINCT asked FROM unnest(\(subjects)) AS asked
              UNION
              SELECT near.subject FROM members CROSS JOIN LATERAL (
                SELECT up.subject FROM contacts_merges AS up
                WHERE up.tenant = \(tenant) AND up.absorbed = members.subject AND up.is_merged
                UNION ALL
                SELECT down.absorbed FROM contacts_merges AS down
                WHERE down.tenant = \(tenant) AND down.subject = members.subject AND down.is_merged
              ) AS near
            )
            SELECT link.absorbed, link.subject FROM members CROSS JOIN LATERAL (
              SELECT absorbed, subject FROM contacts_merges
              WHERE tenant = \(tenant) AND absorbed = members.subject AND is_merged LIMIT 1) AS link
            ORDER BY link.absorbed
            """
        ) { row in
            MergeLink(absorbed: try row.next(), survivor: try row.next())
        }
    }

    /// What was last said of a contact's being merged; `nil` when nothing ever was.
    package func lastMerge(of absorbed: SubjectID, in tenant: TenantID) async throws -> MergeState? {
        try await rows(
            """
            SELECT subject, is_merged, since, position FROM contacts_merges
            WHERE tenant = \(tenant) AND absorbed = \(absorbed)
            """
        ) { try MergeState(from: &$0) }.first
    }
}
