/// The members of a JSON object, in their order, each name once.
///
/// Names are told apart by their spelling, byte for byte, as other readers of JSON do, not by canonical equivalence.
package struct JSONObject: Hashable, Sendable {
    /// A name and its value.
    package struct Member: Hashable, Sendable {
        /// Unique in its object.
        package let name: String
        /// What the name stands for.
        package var value: JSON

        /// A member of an object.
        package init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// In the order in which they were written or set.
    package private(set) var members: [Member]

    /// An object without members.
    package init() {
        members = []
    }

    /// An object with these members, in this order.
    ///
    /// - Precondition: no name comes twice.
    package init(_ members: some Sequence<(String, JSON)>) {
        self.members = members.map { Member(name: $0.0, value: $0.1) }
        precondition(!Self.repeatsName(self.members), "a JSON object can't have two members with one name")
    }

    /// Takes what a parser has read; `nil` when a name comes twice.
    init?(unchecked members: [Member]) {
        guard !Self.repeatsName(members) else { return nil }
        self.members = members
    }

    /// The value with this name. Setting one that isn't there appends it, setting `nil` takes it away.
    ///
    /// Looks at each member in turn, which is quickest for the few that payloads have.
    package subscript(name: String) -> JSON? {
        get { index(of: name).map { members[$0].value } }
        set {
            guard let index = index(of: name) else {
                if let newValue { members.append(Member(name: name, value: newValue)) }
                return
            }
            if let newValue { members[index].value = newValue } else { members.remove(at: index) }
        }
    }

    private func index(of name: String) -> Int? {
        // By index, so that no member is copied on the way.
        members.indices.first { Self.areSpelledAlike(members[$0].name, name) }
    }

    /// Above this many members a set finds a repeated name sooner than comparing each with each.
    private static let fewMembers = 16

    private static func repeatsName(_ members: [Member]) -> Bool {
        if members.count > fewMembers {
            return Set(members.lazy.map { Spelling(text: $0.name) }).count < members.count
        }
        for index in members.indices {
            for earlier in 0..<index where areSpelledAlike(members[earlier].name, members[index].name) { return true }
        }
        return false
    }

    /// Most names differ in length, and most that don't aren't even equivalent.
    private static func areSpelledAlike(_ a: String, _ b: String) -> Bool {
        a.utf8.count == b.utf8.count && a == b && (a.utf8Span.isKnownASCII || a.utf8.elementsEqual(b.utf8))
    }

    /// A name as its bytes.
    private struct Spelling: Hashable {
        let text: String

        static func == (a: Self, b: Self) -> Bool {
            areSpelledAlike(a.text, b.text)
        }

        func hash(into hasher: inout Hasher) {
            for byte in text.utf8 { hasher.combine(byte) }
        }
    }
}

extension JSONObject: Sequence {
    /// How many members there are.
    package var count: Int { members.count }
    /// Whether there are none.
    package var isEmpty: Bool { members.isEmpty }
    package var underestimatedCount: Int { members.count }

    package func makeIterator() -> IndexingIterator<[Member]> {
        members.makeIterator()
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// - Precondition: no name comes twice.
    package init(dictionaryLiteral members: (String, JSON)...) {
        self.init(members)
    }
}
