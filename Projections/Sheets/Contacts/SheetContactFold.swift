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

    package func fold(_ state: inout SheetContact?, key: SheetContactKey, fact: RecordedFact) {
        if state == nil { state = first(of: fact) }
        state?.apply(fact.fact, fact.event)
    }

    /// A merge is a fact of the contact that stays: of the other one, it makes no row. Who was erased has none either.
    private func first(of fact: RecordedFact) -> SheetContact? {
        fact.fact.contactProfile == nil ? nil : SheetContact(fact.event)
    }
}

extension SheetContact {
    fileprivate mutating func apply(_ fact: Fact, _ event: EventHeader) {
        var (before, known) = (self, ContactCard?.none)
        switch fact {
        case .contactMerged: merge(into: event.subject, event.position)
        case .contactUnmerged where mergedInto == event.subject: merge(into: nil, event.position)
        default:
            // Most facts say of the contact what is known already: then the row shows what it did. Its card is only copied otherwise.
            before.card = ContactCard()
            card.learn(fact, event) { known = $0 }
            guard let known else { return }
            before.card = known
        }
        if let sheet { wasIn.insert(sheet) }
        if before.sheet != sheet || before.cells != cells { changed = event.position }
    }

    private mutating func merge(into survivor: SubjectID?, _ position: Position) {
        if let mergedPosition, mergedPosition >= position { return }
        mergedInto = survivor
        mergedPosition = position
    }
}
