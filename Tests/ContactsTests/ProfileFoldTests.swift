import Contacts
import ProjectionTestSupport
import TestSupport
import Testing
import Vocabulary

struct ProfileFoldTests {
    private var sample = Sample()

    private func fold(_ facts: [RecordedFact], tenant: TenantID = .default) throws -> ProfileState? {
        try ProfileFold().states(after: facts)[ContactKey(tenant: tenant, subject: Sample.subject(1))]
    }

    @Test mutating func `a contact shows when it was seen first, when it last wrote, and when we last did`() throws {
        let state = try fold([
            sample.next(Sample.received(on: .sms), at: 20), sample.next(Sample.sent(on: .email), at: 30),
            sample.next(Sample.received(on: .whatsApp), at: 10), sample.next(Sample.updated(), at: 40),
        ])
        #expect(state?.firstSeenAt == Sample.minute(10))
        #expect(state?.activeAt == Sample.minute(40))
        #expect(state?.lastInboundAt == Sample.minute(20))
        #expect(state?.lastOutboundAt == Sample.minute(30))
        #expect(
            state?.media == [
                "sms": Sample.minute(20), "email": Sample.minute(30), "whatsapp": Sample.minute(10),
            ])
    }

    @Test mutating func `facts that aren't about a contact make none`() throws {
        let facts = [
            sample.next(.messagesRead(MessagesRead(upTo: .first))), sample.next(.other),
            sample.next(Sample.merged(2)), sample.next(Sample.unmerged(2)),
        ]
        #expect(try ProfileFold().states(after: facts).isEmpty)
        #expect(try IdentifierFold().states(after: facts).isEmpty)
    }

    @Test mutating func `tenants don't mix`() throws {
        let other = try #require(TenantID("other"))
        let facts = [
            sample.next(Sample.updated(Sample.profile(name: "Ours"))),
            sample.next(Sample.updated(Sample.profile(name: "Theirs")), tenant: other),
        ]
        #expect(try fold(facts)?.card[.name] == "Ours")
        #expect(try fold(facts, tenant: other)?.card[.name] == "Theirs")
    }

    @Test(arguments: [UInt64.random(in: 0 ... .max), 41, 42])
    func `rows are the same in whatever order and however often facts come`(seed: UInt64) throws {
        var history = FactHistory(seed: seed)
        let facts = history.next(300)
        var generator = SeededGenerator(seed: seed)
        let mixed = (facts + facts.prefix(150)).shuffled(using: &generator)
        #expect(try ProfileFold().states(after: mixed) == ProfileFold().states(after: facts), "seed \(seed)")
        #expect(try IdentifierFold().states(after: mixed) == IdentifierFold().states(after: facts), "seed \(seed)")
        #expect(try TimelineFold().states(after: mixed) == TimelineFold().states(after: facts), "seed \(seed)")
    }

    @Test mutating func `each number and address of a contact has a row in its one form`() throws {
        let states = try IdentifierFold().states(after: [
            sample.next(Sample.updated(Sample.profile(phone: "+551187654321", email: "Ann@Example.com")), at: 5),
            sample.next(Sample.updated(Sample.profile(phone: "+5511987654321")), at: 3),
            sample.next(Sample.updated(Sample.profile(phone: "030 1234")), at: 3),
        ])
        #expect(Set(states.keys.map { "\($0.kind) \($0.value)" }) == ["phone +5511987654321", "email ann@example.com"])
        #expect(states.first { $0.key.kind == "phone" }?.value.since == Sample.minute(3))
    }

    @Test func `an address that is too long for an index stands as its digest`() {
        let long = ContactIdentifier(.email, "a@" + String(repeating: "x", count: 600))
        let key = IdentifierKey(tenant: .default, identifier: long, subject: Sample.subject(1))
        #expect(key.value.hasPrefix("sha256:"))
        #expect(key.value.utf8.count == 71)
    }
}
