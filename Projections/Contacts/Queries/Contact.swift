package import Vocabulary

/// A contact as it is read: one, or several that were merged.
package struct Contact: Equatable, Sendable {
    package let tenant: TenantID
    /// The subject of the contact that stayed.
    package let id: SubjectID
    /// Those that are part of it, in order; empty for one that stands by itself.
    package let absorbed: [SubjectID]
    package let profile: ProfileState

    /// All of its subjects.
    package var subjects: [SubjectID] { [id] + absorbed }
}

extension Contact {
    /// A contact and its parts, put together: of each thing what was said last, of tags and identifiers all.
    ///
    /// - Parameter profiles: of those of its subjects that have one.
    /// - Returns: `nil` when none has.
    init?(_ tenant: TenantID, _ group: ContactGroup, profiles: [SubjectID: ProfileState]) {
        let known = group.members.compactMap { profiles[$0] }
        guard var profile = known.first else { return nil }
        for other in known.dropFirst() { profile.join(other) }
        self.tenant = tenant
        id = group.root
        absorbed = group.members.filter { $0 != group.root }
        self.profile = profile
    }
}

/// Which contacts are asked for; all of them, unless something is set. Of merged contacts, one part must have all that is asked for.
package struct ContactFilter: Hashable, Sendable {
    /// What somebody has typed: the beginnings of words of the name, an e-mail address, an id, or of a number.
    package var words: String?
    /// Spelled as the provider spells it.
    package var tag: String?
    package var type: ContactType?
    /// A medium on which messages went.
    package var medium: Channel.Medium?

    package init() {}
}

/// A place in a list of contacts.
package struct ContactCursor: Hashable, Sendable {
    package let activeAt: Timestamp
    package let subject: SubjectID

    package init(activeAt: Timestamp, subject: SubjectID) {
        self.activeAt = activeAt
        self.subject = subject
    }

    /// Before all contacts.
    static let start = ContactCursor(
        activeAt: Timestamp(microseconds: Timestamp.years.upperBound * 1_000_000),
        subject: SubjectID(high: .max, low: .max))
}

/// A run of contacts, and where to go on behind it.
package struct ContactPage: Equatable, Sendable {
    package var contacts: [Contact] = []
    /// `nil` at the end of the list.
    package var next: ContactCursor?
}
