import ProjectionEngine
package import Vocabulary

/// `sheets_contacts`: one row a contact.
package struct SheetContactFold: Fold {
    package let table = "sheets_contacts"

    package init() {}

    package func keys(of fact: RecordedFact) -> [SheetContactKey] {
        let event = fact.event
        switch fact.fact {
        case .contactMerged(let merge): return [SheetContactKey(tenant: event.tenant, subject: merge.absorbed)]
        case .contactUnmerged(let merge): return [SheetContactKey(tenant: event.tenant, subject: merge.absorbed)]
        default:
            guard fact.fact.contactProfile != nil else { return [] }
            return [SheetContactKey(tenant: event.tenant, subject: event.subject)]
        }
    }

    package func fold(_ state: SheetContact?, key: SheetContactKey, fact: RecordedFact) -> SheetContact? {
        let event = fact.event
        guard var after = state ?? first(of: fact) else { return nil }
        switch fact.fact {
        case .contactMerged: after.merge(into: event.subject, event.position)
        case .contactUnmerged where after.mergedInto == event.subject: after.merge(into: nil, event.position)
        default:
            // Most facts say of the contact what is known already: then the row shows what it did.
            guard after.card.learn(fact.fact, event) || state == nil else { return after }
        }
        if let sheet = after.sheet { after.wasIn.insert(sheet) }
        if let state, state.sheet != after.sheet || state.cells != after.cells { after.changed = event.position }
        return after
    }

    /// A merge is a fact of the contact that stays: of the other one, it makes no row. Who was erased has none either.
    private func first(of fact: RecordedFact) -> SheetContact? {
        fact.fact.contactProfile == nil ? nil : SheetContact(fact.event)
    }
}

extension SheetContact {
    fileprivate mutating func merge(into survivor: SubjectID?, _ position: Position) {
        if let mergedPosition, mergedPosition >= position { return }
        mergedInto = survivor
        mergedPosition = position
    }
}
