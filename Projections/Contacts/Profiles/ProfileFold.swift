import ProjectionEngine
package import Vocabulary

/// `contacts_profiles`: one row a contact.
package struct ProfileFold: Fold {
    package let table = "contacts_profiles"

    package init() {}

    package func keys(of fact: RecordedFact) -> [ContactKey] {
        guard fact.fact.contactProfile != nil else { return [] }
        return [ContactKey(tenant: fact.event.tenant, subject: fact.event.subject)]
    }

    package func fold(_ state: inout ProfileState?, key: ContactKey, fact: RecordedFact) {
        if state == nil { state = ProfileState(fact.event) }
        state?.learn(fact.fact, fact.event)
    }
}
