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
    /// - Parameter willChange: told once, with the card as it still is, when a trait, a field or the tags are going to be others.
    ///   That something is only said again, and which identifiers were seen, doesn't count.
    package mutating func learn(_ fact: Fact, _ event: EventHeader, willChange: (Self) -> Void = { _ in }) {
        guard let profile = fact.contactProfile else { return }
        let stamp = Stamp(event)
        var isNew = false
        func tell(if isNews: Bool) {
            guard isNews, !isNew else { return }
            isNew = true
            willChange(self)
        }
        for trait in ContactTrait.allCases {
            guard let value = profile.trait(trait) else { continue }
            tell(if: traits.isNews(value, of: trait, stamp))
            traits.learn(value, of: trait, stamp)
        }
        for field in profile.customFields?.members ?? [] {
            tell(if: fields.isNews(field.value, of: field.name, stamp))
            fields.learn(field.value, of: field.name, stamp)
        }
        for identifier in profile.identifiers(from: event.source) { see(identifier, stamp) }
        var after = tags
        if let all = profile.tags { after.list(all, stamp) }
        if case .contactUpdated(let change) = fact {
            for tag in change.tagsAdded { after.mark(tag, true, stamp) }
            for tag in change.tagsRemoved { after.mark(tag, false, stamp) }
        }
        if after != tags {
            tell(if: after.present != tags.present)
            tags = after
        }
    }

    private mutating func see(_ identifier: ContactIdentifier, _ stamp: Stamp) {
        if let place = identifiers.index(forKey: identifier) {
            identifiers.values[place] = max(identifiers.values[place], stamp)
        } else {
            identifiers[identifier] = stamp
        }
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
