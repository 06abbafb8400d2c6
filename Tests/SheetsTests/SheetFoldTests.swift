import ProjectionTestSupport
import TestSupport
import Testing
import Vocabulary

@testable import Sheets

struct SheetFoldTests {
    private static func event(_ position: Int64, _ kind: EventKind = .contactUpdated, of subject: UInt64 = 1)
        -> EventHeader
    {
        EventHeader(
            position: Position(position), id: EventID(high: 0, low: UInt64(position)), tenant: .default, kind: kind,
            source: .respondIO, subject: SubjectID(high: 0, low: subject), conversation: nil, actor: .system,
            cause: nil, occurredAt: Timestamp(microseconds: position), recordedAt: Timestamp(microseconds: position))
    }

    private static func updated(_ position: Int64, tags: [String]? = nil, _ fields: JSONObject = [:]) -> RecordedFact {
        var profile = ContactProfile()
        profile.tags = tags
        profile.customFields = fields
        return RecordedFact(event: event(position), fact: .contactUpdated(ContactUpdated(contact: profile)))
    }

    private static func merged(_ position: Int64, into survivor: UInt64, _ isMerged: Bool) -> RecordedFact {
        let absorbed = SubjectID(high: 0, low: 1)
        return RecordedFact(
            event: event(position, isMerged ? .contactMerged : .contactUnmerged, of: survivor),
            fact: isMerged
                ? .contactMerged(ContactMerged(absorbed: absorbed))
                : .contactUnmerged(ContactUnmerged(absorbed: absorbed)))
    }

    private static func contact(_ facts: [RecordedFact]) throws -> SheetContact? {
        try SheetContactFold().states(after: facts)[
            SheetContactKey(tenant: .default, subject: SubjectID(high: 0, low: 1))]
    }

    @Test func `a row moves with the contact's type, and remembers where it stood`() throws {
        var facts = [Self.updated(0)]
        #expect(try Self.contact(facts)?.sheet == nil)
        facts.append(Self.updated(1, tags: ["expert"]))
        #expect(try Self.contact(facts)?.sheet == .experts)
        facts.append(Self.updated(2, tags: ["client"]))
        let contact = try #require(try Self.contact(facts))
        #expect(contact.sheet == .clients)
        #expect(contact.wasIn == [.experts, .clients])
        let gone = SheetRow(SubjectID(high: 0, low: 1), contact, in: .experts)
        #expect(gone.isGone && gone.cells.isEmpty)
    }

    @Test func `a row changes when what it shows does, and only then`() throws {
        var facts = [Self.updated(0, tags: ["client"], ["total_calls": 1])]
        func changed() throws -> Int64? { try Self.contact(facts)?.changed.rawValue }
        #expect(try changed() == 0)
        facts.append(Self.updated(1, tags: ["client"], ["total_calls": 1]))
        facts.append(Self.updated(2, ["no_column_of_any_sheet": 1]))
        #expect(try changed() == 0)
        facts.append(Self.updated(3, ["total_calls": "2"]))
        #expect(try changed() == 3)
        // The same number, in another form.
        facts.append(Self.updated(4, ["total_calls": 2]))
        #expect(try changed() == 3)
        facts.append(Self.merged(5, into: 2, true))
        #expect(try changed() == 5)
        #expect(try Self.contact(facts)?.mergedInto == SubjectID(high: 0, low: 2))
        facts.append(Self.merged(6, into: 3, false))
        #expect(try changed() == 5)
        facts.append(Self.merged(7, into: 2, false))
        #expect(try changed() == 7)
        #expect(try Self.contact(facts)?.mergedInto == nil)
        facts.append(contentsOf: facts)
        #expect(try changed() == 7)
    }

    @Test func `a merge alone makes no row`() throws {
        #expect(try Self.contact([Self.merged(0, into: 2, true)]) == nil)
    }

    @Test func `the columns are the fields of the integration, typed`() throws {
        let contact = try #require(
            try Self.contact([
                Self.updated(
                    0, tags: ["expert", "us"],
                    [
                        "expert_id": "e1", "rate_per_hour": "120.50", "currency": "EUR", "reliability_score": "high",
                        "project_ids": "p1,p2", "timezone": "Europe/Berlin",
                        "communication_preferences": [
                            "no_ai_calls": true, "preferred_channels": ["email", "sms"], "quiet_hours": "20:00-09:00",
                        ],
                    ])
            ]))
        let cells = Dictionary(uniqueKeysWithValues: zip(Sheet.experts.columns.dropFirst(), contact.cells))
        #expect(cells["expert_id"] == .text("e1"))
        #expect(cells["rate_per_hour"] == .number(.decimal("120.50")))
        #expect(cells["reliability_score"] == .text("high"))
        #expect(cells["project_ids"] == .text("p1, p2"))
        #expect(cells["timezone"] == .text("Europe/Berlin"))
        #expect(cells["no_whatsapp"] == .flag(false))
        #expect(cells["no_ai_calls"] == .flag(true))
        #expect(cells["preferred_channels"] == .text("email, sms"))
        #expect(cells["quiet_hours"] == .text("20:00-09:00"))
        #expect(cells["tags"] == .text("expert, us"))
        #expect(cells["geography"] == .empty)
        #expect(
            Set(Sheet.experts.columns).isSuperset(
                of: Set(ContactField.expertFields.keys).subtracting(["communication_preferences"])))
        #expect(
            Set(Sheet.clients.columns).isSuperset(
                of: Set(ContactField.clientFields.keys).subtracting(["communication_preferences"])))
    }

    @Test func `a project has a row for each contact that names it`() throws {
        let states = try SheetProjectFold().states(after: [
            Self.updated(0, ["project_ids": "p1, p2"]), Self.updated(1, ["project_id": "p2"]), Self.updated(2),
            Self.updated(3, ["project_ids": .string(String(repeating: "x", count: 600))]),
        ])
        #expect(Set(states.keys.map(\.project)) == ["p1", "p2"])
        #expect(states.values.allSatisfy { $0.since == .first })
    }

    @Test(arguments: [UInt64.random(in: 0 ... .max), 71])
    func `folded twice is folded once`(seed: UInt64) throws {
        var history = FactHistory(seed: seed)
        let facts = history.next(300)
        #expect(
            try SheetContactFold().states(after: facts + facts) == SheetContactFold().states(after: facts),
            "seed \(seed)")
    }
}
