import Cryptography
import Vocabulary

/// Decides which subject each request is about, given what is known: values in, values out.
///
/// - The strongest identifier decides, when it is known: the provider's own contact id, where it has one.
/// - One that is new takes over the first subject that a weaker identifier (a phone, an address) leads to. A new contact id doesn't
///   take over a subject that has one of the same provider already: then the phone has changed hands, and the contact is a new
///   subject. A conversation's id leads nobody who is named otherwise to a subject that has another name: it tells of a contact, but
///   isn't one.
/// - Identifiers that nobody has are linked to the subject; one that another subject has stays with it.
struct SubjectResolution: Sendable {
    /// An identifier, hashed.
    struct HashedIdentifier: Hashable, Sendable {
        var tenant: TenantID
        var hash: Hash256
        var kind: ContactIdentifier.Kind
    }

    /// An identifier that is to be linked.
    struct Link: Hashable, Sendable {
        var identifier: HashedIdentifier
        var subject: SubjectID
    }

    /// Under what an identifier is unique.
    struct Key: Hashable, Sendable {
        var tenant: TenantID
        var hash: Hash256
    }

    /// The subject of each request, in order.
    private(set) var subjects: [SubjectID] = []
    /// Subjects that are to be made, with their tenant.
    private(set) var created: [(subject: SubjectID, tenant: TenantID)] = []
    /// Identifiers that are to be linked.
    private(set) var links: [Link] = []

    /// The subject of every identifier that the requests name.
    private(set) var known: [Key: SubjectID]
    private var kinds: [SubjectID: Set<ContactIdentifier.Kind>]

    /// - Parameters:
    ///   - requests: the identifiers of each request, strongest first.
    ///   - known: the subjects of those identifiers that have one.
    ///   - kinds: which kinds of identifier each of these subjects has.
    ///   - makeSubject: gives a new, random pseudonym.
    init(
        _ requests: [[HashedIdentifier]], known: [Key: SubjectID], kinds: [SubjectID: Set<ContactIdentifier.Kind>],
        makeSubject: () -> SubjectID
    ) {
        self.known = known
        self.kinds = kinds
        for identifiers in requests {
            let subject = existing(identifiers) ?? make(identifiers, makeSubject)
            link(identifiers, to: subject)
            subjects.append(subject)
        }
    }

    private func existing(_ identifiers: [HashedIdentifier]) -> SubjectID? {
        guard let strongest = identifiers.first else { return nil }
        if let subject = known[Key(tenant: strongest.tenant, hash: strongest.hash)] { return subject }
        for identifier in identifiers.dropFirst() {
            guard let subject = known[Key(tenant: identifier.tenant, hash: identifier.hash)] else { continue }
            let kinds = kinds[subject, default: []]
            let belongsToAnother =
                strongest.kind.isProviderID && kinds.contains(strongest.kind)
                || identifier.kind.isConversation && !kinds.allSatisfy(\.isConversation)
            if !belongsToAnother { return subject }
        }
        return nil
    }

    private mutating func make(_ identifiers: [HashedIdentifier], _ makeSubject: () -> SubjectID) -> SubjectID {
        let subject = makeSubject()
        if let tenant = identifiers.first?.tenant { created.append((subject, tenant)) }
        return subject
    }

    private mutating func link(_ identifiers: [HashedIdentifier], to subject: SubjectID) {
        for identifier in identifiers {
            let key = Key(tenant: identifier.tenant, hash: identifier.hash)
            guard known[key] == nil else { continue }
            known[key] = subject
            kinds[subject, default: []].insert(identifier.kind)
            links.append(Link(identifier: identifier, subject: subject))
        }
    }
}

extension ContactIdentifier.Kind {
    fileprivate var isProviderID: Bool {
        if case .provider = self { true } else { false }
    }

    fileprivate var isConversation: Bool {
        if case .conversation = self { true } else { false }
    }
}
