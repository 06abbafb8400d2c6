import TestSupport
import Testing
import Vocabulary

struct ContactCardTests {
    private static func event(_ position: Int64, at minute: Int64, source: Source = .respondIO) -> EventHeader {
        EventHeader(
            position: Position(position), id: EventID(high: 0, low: UInt64(position)), tenant: .default,
            kind: .contactUpdated, source: source, subject: SubjectID(high: 1, low: 1), conversation: nil,
            actor: .system, cause: nil, occurredAt: Timestamp(microseconds: minute * 60_000_000),
            recordedAt: Timestamp(microseconds: position))
    }

    private static func profile(
        name: String? = nil, phone: String? = nil, tags: [String]? = nil, fields: JSONObject? = nil
    ) -> ContactProfile {
        var profile = ContactProfile()
        profile.name = name
        profile.phone = phone
        profile.tags = tags
        profile.customFields = fields
        return profile
    }

    private static func updated(_ profile: ContactProfile, added: [String] = [], removed: [String] = []) -> Fact {
        .contactUpdated(ContactUpdated(contact: profile, tagsAdded: added, tagsRemoved: removed))
    }

    private static func card(_ facts: [(Int64, Int64, Fact)]) -> ContactCard {
        var card = ContactCard()
        for (position, minute, fact) in facts { card.learn(fact, event(position, at: minute)) }
        return card
    }

    private static func card(tags: [String], fields: JSONObject = [:]) -> ContactCard {
        card([(1, 1, updated(profile(tags: tags, fields: fields)))])
    }

    @Test func `each thing is as it was said last, whatever comes late`() {
        let card = Self.card([
            (1, 10, Self.updated(Self.profile(name: "New", fields: ["currency": "EUR"]))),
            (2, 5, Self.updated(Self.profile(name: "Old", phone: "+15550101", fields: ["currency": "USD", "x": 1]))),
        ])
        #expect(card[.name] == "New")
        #expect(card[.phone] == "+15550101")
        #expect(card.text("currency") == "EUR")
        #expect(card.text("x") == "1")
        #expect(card.text("y") == nil)
    }

    @Test(
        arguments: [
            // (when, all tags, added, removed)
            ([(1, ["a", "b"], [], []), (2, nil, ["c"], ["a"])], ["b", "c"]),
            ([(2, nil, ["c"], ["a"]), (1, ["a", "b"], [], [])], ["b", "c"]),
            ([(5, ["a"], [], []), (3, nil, ["late"], [])], ["a"]),
            ([(5, ["a"], [], []), (3, ["a", "late"], [], [])], ["a"]),
            ([(1, nil, ["x"], []), (3, nil, [], ["x"]), (2, nil, ["x"], [])], []),
            ([(1, nil, ["x"], []), (3, [], [], [])], []),
            // What an event says of one tag goes before the list that it brings.
            ([(1, ["guest"], ["vip"], [])], ["guest", "vip"]), ([(1, ["guest", "vip"], [], ["vip"])], ["guest"]),
        ] as [([(Int64, [String]?, [String], [String])], [String])])
    func `tags are told by lists and by changes`(
        facts: [(Int64, [String]?, [String], [String])], present: [String]
    ) {
        let card = Self.card(
            facts.enumerated().map { index, fact in
                (Int64(index), fact.0, Self.updated(Self.profile(tags: fact.1), added: fact.2, removed: fact.3))
            })
        #expect(card.tags.present == present)
    }

    @Test(
        arguments: [
            (["client"], [:], .client), (["Expert"], [:], .expert), (["client", "expert"], [:], .client),
            ([], ["client_id": "c1"], .client), ([], ["expert_id": 7], .expert), ([], ["expert_id": ""], .unknown),
            (["expert"], ["client_id": "c1"], .expert), (["vip"], [:], .unknown), ([], ["client_id": .null], .unknown),
        ] as [([String], JSONObject, ContactType)])
    func `the type is told by tags, then by ids`(tags: [String], fields: JSONObject, type: ContactType) {
        #expect(Self.card(tags: tags, fields: fields).type == type)
    }

    @Test func `projects are named by commas or one by one`() {
        #expect(Self.card(tags: [], fields: ["project_ids": " p1, p2 ,,p1"]).projectIDs == ["p1", "p2"])
        #expect(Self.card(tags: [], fields: ["project_id": "p3", "project_ids": "p1"]).projectIDs == ["p1", "p3"])
        #expect(Self.card(tags: []).projectIDs == [])
    }

    @Test func `preferences are those of the field, and those of the tags`() {
        let said: JSON = [
            "no_whatsapp": "true", "no_ai_calls": false, "preferred_channels": ["Email", "whatsapp"],
            "quiet_hours": "20:00-09:00",
        ]
        var expected = CommunicationPreferences()
        #expect(Self.card(tags: []).preferences == expected)
        expected.noWhatsApp = true
        expected.preferredChannels = ["email", "whatsapp"]
        expected.quietHours = QuietHours("20:00-09:00")
        #expect(Self.card(tags: [], fields: ["communication_preferences": said]).preferences == expected)
        #expect(Self.card(tags: [], fields: ["preferences": said]).preferences == expected)
        let text = JSON.string(String(decoding: said.serialized(), as: UTF8.self))
        #expect(Self.card(tags: [], fields: ["communication_preferences": text]).preferences == expected)
        expected.preferredChannels = ["whatsapp", "email"]
        #expect(
            Self.card(tags: ["whatsapp_preferred"], fields: ["communication_preferences": said]).preferences == expected
        )
        let email = Self.card(tags: ["email_only"]).preferences
        #expect(email.noWhatsApp && email.noAICalls && email.preferredChannels == ["email"])
        #expect(Self.card(tags: [], fields: ["status": "Opted_Out"]).preferences.optedOut)
        #expect(!Self.card(tags: [], fields: ["status": "active"]).preferences.optedOut)
        #expect(Self.card(tags: [], fields: ["preferences": "gibberish"]).preferences == CommunicationPreferences())
    }

    @Test func `identifiers are kept, the latest ones first and no more than a card may hold`() {
        let facts = (0..<70).map { (Int64($0), Int64($0), Self.updated(Self.profile(phone: "+1555\(1000 + $0)"))) }
        let card = Self.card(facts)
        #expect(card.identifiers.count == ContactCard.identifierBound)
        #expect(card.sortedIdentifiers.first?.value == ContactIdentifier(.phone, "+15551069"))
        #expect(card.sortedIdentifiers.last?.value == ContactIdentifier(.phone, "+15551020"))
        #expect(Self.card(facts.reversed()) == card)
    }

    /// Facts that say the same things of one contact over and over, in different ways.
    private static func facts(seed: UInt64) -> [(EventHeader, Fact)] {
        var generator = SeededGenerator(seed: seed)
        func maybe<T>(_ values: [T]) -> T? { generator.below(3) == 0 ? nil : values[generator.below(values.count)] }
        return (0..<40).map { position in
            var profile = ContactProfile()
            profile.name = maybe(["Ann", "Anna", "A."])
            profile.phone = maybe(["+15550101", "+551187654321"])
            profile.email = maybe(["ann@example.com"])
            profile.lifecycle = maybe(["New", "Hot"])
            profile.tags = maybe([["client"], ["client", "vip"], []])
            profile.customFields = maybe([
                ["rate_per_hour": .decimal("1.50")], ["x": ["b": 1, "a": [.null, true]]], [:],
            ])
            let fact = updated(
                profile, added: maybe([["vip"], ["us"]]) ?? [], removed: maybe([["vip"], ["client"]]) ?? [])
            return (event(Int64(position), at: Int64(generator.below(12))), fact)
        }
    }

    @Test(arguments: [UInt64.random(in: 0 ... .max), 31, 32])
    func `the order of facts doesn't matter, nor how often they come`(seed: UInt64) {
        let facts = Self.facts(seed: seed)
        var card = ContactCard()
        for (event, fact) in facts { card.learn(fact, event) }
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<10 {
            var other = ContactCard()
            for (event, fact) in (facts + facts.prefix(20)).shuffled(using: &generator) { other.learn(fact, event) }
            #expect(other == card, "seed \(seed)")
        }
        // The latest list may be an empty one, which leaves no mark.
        #expect(card.tags != ContactTags())
    }

    @Test(arguments: [UInt64.random(in: 0 ... .max), 34])
    func `what is going to change is told, with the card as it still is`(seed: UInt64) {
        /// What doesn't change by being said again.
        func shown(_ card: ContactCard) -> [String] {
            let traits = card.traits.map { "\($0.key): \($0.value.value)" }.sorted()
            return traits + card.typedFields.map { "\($0)" } + card.tags.present
        }
        var card = ContactCard()
        for (event, fact) in Self.facts(seed: seed) {
            let before = shown(card)
            var told: [[String]] = []
            card.learn(fact, event) { told.append(shown($0)) }
            #expect(told == (shown(card) == before ? [] : [before]), "seed \(seed), \(event.position)")
        }
    }

    @Test(arguments: [UInt64.random(in: 0 ... .max), 33])
    func `a card comes back from its JSON as it was`(seed: UInt64) throws {
        var card = ContactCard()
        for (event, fact) in Self.facts(seed: seed) { card.learn(fact, event) }
        let text = card.json.serialized()
        let again = try #require(ContactCard(json: try JSON(parsing: text)))
        #expect(again == card, "seed \(seed)")
        #expect(again.json.serialized() == text)
    }

    @Test(arguments: [
        "{}", "[]", #"{"traits":{"size":["L",1,1]},"identifiers":[],"fields":{},"tags":{"marks":{}}}"#,
        #"{"traits":{"name":["Ann",1]},"identifiers":[],"fields":{},"tags":{"marks":{}}}"#,
        #"{"traits":{},"identifiers":[["pigeon","x",1,1]],"fields":{},"tags":{"marks":{}}}"#,
        #"{"traits":{},"identifiers":[],"fields":{"x":[1]},"tags":{"marks":{}}}"#,
        #"{"traits":{},"identifiers":[],"fields":{},"tags":{"marks":{"x":["yes",1,1]}}}"#,
    ])
    func `what isn't a card isn't read as one`(text: String) throws {
        #expect(ContactCard(json: try JSON(parsing: Array(text.utf8))) == nil)
    }

    @Test func `two records of one person have the newer of each thing, and all tags`() {
        var (one, other) = (
            Self.card([(1, 1, Self.updated(Self.profile(name: "Ann", phone: "+15550101", tags: ["client"])))]),
            Self.card([(2, 2, Self.updated(Self.profile(name: "Anna", tags: ["vip"], fields: ["x": 1])))])
        )
        let before = one
        one.join(other)
        #expect(one[.name] == "Anna")
        #expect(one[.phone] == "+15550101")
        #expect(one.tags.present == ["client", "vip"])
        #expect(one.text("x") == "1")
        other.join(before)
        #expect(other[.name] == "Anna")
        #expect(other.tags.present == ["client", "vip"])
    }
}
