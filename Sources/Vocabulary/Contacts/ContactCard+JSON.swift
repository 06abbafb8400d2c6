// A card as a projection stores it, in one text. Not as jsonb, which would write numbers in another way than they came, and
// refuse some: `1e999999`.
//
//     {"traits":{"name":["Ann",<µs>,<position>]},"identifiers":[["phone","+1…",<µs>,<position>]],
//      "fields":{"rate_per_hour":[120,<µs>,<position>]},"tags":{"listed":[<µs>,<position>],"marks":{"vip":[true,<µs>,<position>]}}}

extension ContactCard {
    /// The card as JSON, the same for the same card.
    package var json: JSON {
        var tags: JSONObject = ["marks": .object(Self.object(self.tags.marks, name: \.self, JSON.bool))]
        tags["listed"] = self.tags.listed.map { .array($0.json) }
        return [
            "traits": .object(Self.object(traits, name: \.rawValue, JSON.string)),
            "identifiers": .array(
                sortedIdentifiers.map { seen in
                    .array([.string(seen.value.kind.description), .string(seen.value.value)] + seen.stamp.json)
                }),
            "fields": .object(Self.object(fields, name: \.self) { $0 }),
            "tags": .object(tags),
        ]
    }

    /// Reads what `json` wrote; `nil` for anything else.
    package init?(json: JSON) {
        guard let traits = json["traits"]?.object, let fields = json["fields"]?.object,
            let identifiers = json["identifiers"]?.array, let marks = json["tags"]?["marks"]?.object
        else { return nil }
        for member in traits {
            guard let trait = ContactTrait(rawValue: member.name), let said = Stamped(json: member.value, \.string)
            else { return nil }
            self.traits[trait] = said
        }
        for member in fields {
            guard let said = Stamped<JSON>(json: member.value, { $0 }) else { return nil }
            self.fields[member.name] = said
        }
        for element in identifiers {
            guard let cells = element.array, cells.count == 4, let stamp = Stamp(json: cells[2...]),
                let kind = cells[0].string.flatMap(ContactIdentifier.Kind.init), let value = cells[1].string
            else { return nil }
            self.identifiers[ContactIdentifier(kind, value)] = stamp
        }
        var known: [String: Stamped<Bool>] = [:]
        for member in marks {
            guard let said = Stamped(json: member.value, \.bool) else { return nil }
            known[member.name] = said
        }
        tags = ContactTags(listed: json["tags"]?["listed"]?.array.flatMap { Stamp(json: $0[...]) }, marks: known)
    }

    private static func object<Key, Value>(
        _ said: [Key: Stamped<Value>], name: (Key) -> String, _ value: (Value) -> JSON
    ) -> JSONObject {
        var object = JSONObject()
        for (name, said) in said.map({ (name($0.key), $0.value) }).sorted(by: { $0.0 < $1.0 }) {
            object[name] = .array([value(said.value)] + said.stamp.json)
        }
        return object
    }
}

extension Stamp {
    fileprivate var json: [JSON] { [.integer(at.microseconds), .integer(position.rawValue)] }

    fileprivate init?(json cells: ArraySlice<JSON>) {
        guard cells.count == 2, let at = cells.first?.integer, let position = cells.last?.integer else { return nil }
        self.init(at: Timestamp(microseconds: at), position: Position(position))
    }
}

extension Stamped {
    fileprivate init?(json: JSON, _ read: (JSON) -> Value?) {
        guard let cells = json.array, cells.count == 3, let value = read(cells[0]), let stamp = Stamp(json: cells[1...])
        else { return nil }
        self.init(value, stamp)
    }
}
