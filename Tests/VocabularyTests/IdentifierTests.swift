import Testing
import Vocabulary

struct IdentifierTests {
    @Test func `a UUID is read in either case and written in lower`() {
        let id = EventID("2489E9AD-2EE2-8E00-8EC9-32D5F69181C0")
        #expect(id?.description == "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0")
        #expect(id?.high == 0x2489_E9AD_2EE2_8E00)
        #expect(id?.low == 0x8EC9_32D5_F691_81C0)
        #expect(id.flatMap { EventID(bytes: $0.bytes) } == id)
        #expect(EventID(high: 0, low: 0).description == "00000000-0000-0000-0000-000000000000")
    }

    @Test(
        "what is no UUID is refused",
        arguments: [
            "", "2489e9ad2ee28e008ec932d5f69181c0", "2489e9ad-2ee2-8e00-8ec9-32d5f69181c",
            "2489e9ad-2ee2-8e00-8ec9-32d5f69181c00",
            "{2489e9ad-2ee2-8e00-8ec9-32d5f69181c0}", "2489e9ad-2ee2-8e00-8ec932d5f-69181c0",
            "2489e9ag-2ee2-8e00-8ec9-32d5f69181c0",
            "2489e9ad 2ee2 8e00 8ec9 32d5f69181c0", "+489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
            "é489e9ad-2ee2-8e00-8ec9-32d5f69181c",
        ])
    func malformedUUID(_ text: String) {
        #expect(SubjectID(text) == nil)
    }

    @Test func `a derived id is stamped with version 8 and nothing else`() {
        #expect(EventID(version8: (high: 0, low: 0)).description == "00000000-0000-8000-8000-000000000000")
        #expect(EventID(version8: (high: .max, low: .max)).description == "ffffffff-ffff-8fff-bfff-ffffffffffff")
    }

    @Test func `only sixteen bytes are an id`() {
        #expect(EventID(bytes: [UInt8](repeating: 1, count: 15)) == nil)
        #expect(EventID(bytes: [UInt8](repeating: 1, count: 17)) == nil)
    }

    @Test func `ids are ordered as their bytes are`() throws {
        let low = EventID(high: 1, low: .max)
        let high = EventID(high: 2, low: 0)
        #expect(low < high)
        #expect(low.bytes.lexicographicallyPrecedes(high.bytes))
    }

    @Test(
        "a tenant's name can stand in a path",
        arguments: ["a", "default", "acme-2", "0_0", String(repeating: "x", count: 63)])
    func tenants(_ name: String) {
        #expect(TenantID(name)?.description == name)
    }

    @Test(
        "other names are refused",
        arguments: ["", "-a", "_a", "A", "a b", "a/b", "..", "ä", "a\0", "a.b", String(repeating: "x", count: 64)])
    func malformedTenants(_ name: String) {
        #expect(TenantID(name) == nil)
    }

    @Test(
        "an actor is read as it is written",
        arguments: [
            Actor.system, .provider(.twilio), .provider(.respondIO), .pipeline(version: "sha256:ab:cd"), .key(id: "k1"),
            .user(id: "u:1"),
        ])
    func actors(_ actor: Actor) {
        #expect(Actor(actor.description) == actor)
    }

    @Test(
        "no other actor is read",
        arguments: ["", "system:", "nobody", "provider:", "provider:nobody", "key:", "robot:1", ":x"])
    func malformedActors(_ text: String) {
        #expect(Actor(text) == nil)
    }

    @Test func `a kind of identifier is read as it is written`() {
        let kinds: [ContactIdentifier.Kind] =
            [.phone, .email, .whatsApp, .tenant, .delivery]
            + Source.allCases.flatMap { [.provider($0), .conversation($0)] }
        #expect(Set(kinds.map(\.description)).count == kinds.count)
        for kind in kinds { #expect(ContactIdentifier.Kind(kind.description) == kind) }
        for text in ["", "contact", "contact:", "contact:nobody", "conversation:", "conversation:nobody", "Phone"] {
            #expect(ContactIdentifier.Kind(text) == nil)
        }
    }

    @Test func `every kind of event has its name, and no two the same`() {
        #expect(Set(EventKind.allCases.map(\.description)).count == EventKind.allCases.count)
        for kind in EventKind.allCases { #expect(EventKind(kind.description) == kind) }
        #expect(EventKind("message.unknown") == nil)
    }

    @Test(arguments: ["whatsapp", "sms", "email", "telegram", "voice", "carrier pigeon", "unknown"])
    func `a medium is read as it is written`(_ name: String) {
        #expect(Channel.Medium(name).description == name)
    }
}
