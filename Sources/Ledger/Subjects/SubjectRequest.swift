package import Vocabulary

/// Asks whose identifiers these are.
package struct SubjectRequest: Hashable, Sendable {
    package var tenant: TenantID
    /// What one delivery shows of its contact, the strongest first: the provider's own contact id, where it has one. With none
    /// the request is about the tenant itself.
    package var identifiers: [ContactIdentifier]

    package init(tenant: TenantID, identifiers: [ContactIdentifier]) {
        self.tenant = tenant
        self.identifiers = identifiers
    }

    /// Asks for the subject that stands for the tenant itself, for events that are about no contact.
    package static func tenant(_ tenant: TenantID) -> SubjectRequest {
        SubjectRequest(tenant: tenant, identifiers: [ContactIdentifier(.tenant, tenant.description)])
    }
}
