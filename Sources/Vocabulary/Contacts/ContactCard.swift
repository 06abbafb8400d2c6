/// What is known of a contact: of each thing, what was said last.
///
/// It is the same whatever order the facts come in, and however often: a late one never undoes a newer one.
package struct ContactCard: Hashable, Sendable {
    /// How many identifiers are kept, those that were seen last: a card must not grow with a contact whose number is changed every day.
    package static let identifierBound = 50

    package internal(set) var traits: [ContactTrait: Stamped<String>] = [:]
    /// When each identifier was seen last.
    package internal(set) var identifiers: [ContactIdentifier: Stamp] = [:]
    /// The provider's custom fields by name, as they came.
    package internal(set) var fields: [String: Stamped<JSON>] = [:]
    package internal(set) var tags = ContactTags()

    package init() {}

    /// Learns what a fact says of its contact.
    ///
    /// - Returns: whether a trait, a field or the tags are others than before. That something was only said again, and which
    ///   identifiers were seen, doesn't count.
    @discardableResult
    package mutating func learn(_ fact: Fact, _ event: EventHeader) -> Bool {
        guard let profile = fact.contactProfile else { return false }
        let stamp = Stamp(event)
        var isNew = false
        for trait in ContactTrait.allCases {
            if let value = profile.trait(trait), traits.learn(value, of: trait, stamp) { isNew = true }
        }
        for field in profile.customFields?.members ?? [] where fields.learn(field.value, of: field.name, stamp) {
            isNew = true
        }
        for identifier in profile.identifiers(from: event.source) { see(identifier, stamp) }
        if let all = profile.tags, tags.list(all, stamp) { isNew = true }
        if case .contactUpdated(let change) = fact {
            for tag in change.tagsAdded where tags.mark(tag, true, stamp) { isNew = true }
            for tag in change.tagsRemoved where tags.mark(tag, false, stamp) { isNew = true }
        }
        return isNew
    }

    private mutating func see(_ identifier: ContactIdentifier, _ stamp: Stamp) {
        identifiers[identifier] = max(identifiers[identifier] ?? stamp, stamp)
        guard identifiers.count > Self.identifierBound else { return }
        if let oldest = sortedIdentifiers.last { identifiers[oldest.value] = nil }
    }

    /// The identifiers, the one that was seen last first.
    package var sortedIdentifiers: [Stamped<ContactIdentifier>] {
        identifiers.map { Stamped($0.key, $0.value) }.sorted { a, b in
            (b.stamp, a.value.kind.description, a.value.value) < (a.stamp, b.value.kind.description, b.value.value)
        }
    }

    /// What is known of a trait.
    package subscript(trait: ContactTrait) -> String? { traits[trait]?.value }

    /// Learns all that another record of the same person says: of each thing the newer; of tags and identifiers both.
    package mutating func join(_ other: Self) {
        traits.learn(other.traits)
        fields.learn(other.fields)
        identifiers.merge(other.identifiers) { max($0, $1) }
        tags.join(other.tags)
    }
}
