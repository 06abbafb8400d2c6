import Cryptography
import Testing
import Vocabulary

@testable import Ledger

struct SubjectResolutionTests {
    typealias Identifier = SubjectResolution.HashedIdentifier

    /// An identifier written as its kind and value: `contact:respond.io 7`, `phone +1`.
    private static func identifier(_ text: String, tenant: TenantID = .default) -> Identifier {
        let kind = text.split(separator: " ").first.flatMap { ContactIdentifier.Kind(String($0)) }
        return Identifier(tenant: tenant, hash: SHA256.hash(Array(text.utf8)), kind: kind ?? .phone)
    }

    /// A world in which subject n has the identifiers of entry n.
    private static func resolve(_ world: [[String]], _ requests: [[String]]) -> SubjectResolution {
        var known: [SubjectResolution.Key: SubjectID] = [:]
        var kinds: [SubjectID: Set<ContactIdentifier.Kind>] = [:]
        for (number, identifiers) in world.enumerated() {
            let subject = SubjectID(high: 0, low: UInt64(number))
            for identifier in identifiers.map({ Self.identifier($0) }) {
                known[SubjectResolution.Key(tenant: identifier.tenant, hash: identifier.hash)] = subject
                kinds[subject, default: []].insert(identifier.kind)
            }
        }
        var next = UInt64(world.count)
        return SubjectResolution(
            requests.map { $0.map { Self.identifier($0) } }, known: known, kinds: kinds,
            makeSubject: {
                defer { next += 1 }
                return SubjectID(high: 0, low: next)
            })
    }

    struct Rule: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var world: [[String]]
        var requests: [[String]]
        /// The subjects of the requests, numbered as in the world and on.
        var subjects: [UInt64]
        /// How many identifiers are linked.
        var links: Int
    }

    static let rules = [
        Rule(
            testDescription: "nobody is known: a new subject has all identifiers", world: [],
            requests: [["contact:respond.io 7", "phone +1", "email a@b"]], subjects: [0], links: 3),
        Rule(
            testDescription: "the contact id is known: it decides, and what is new is linked",
            world: [["contact:respond.io 7"]], requests: [["contact:respond.io 7", "phone +1"]], subjects: [0], links: 1
        ),
        Rule(
            testDescription: "the contact id wins over the phone of somebody else, which stays there",
            world: [["contact:respond.io 7"], ["phone +1"]], requests: [["contact:respond.io 7", "phone +1"]],
            subjects: [0], links: 0),
        Rule(
            testDescription: "a new contact id takes over whom the phone leads to", world: [["phone +1"]],
            requests: [["contact:respond.io 7", "phone +1"]], subjects: [0], links: 1),
        Rule(
            testDescription: "a phone that changed hands makes a new subject, and stays where it was",
            world: [["contact:respond.io 7", "phone +1"]], requests: [["contact:respond.io 8", "phone +1"]],
            subjects: [1], links: 1),
        Rule(
            testDescription: "a conversation alone leads to whom it is with",
            world: [["contact:respond.io 7", "conversation:respond.io c"]], requests: [["conversation:respond.io c"]],
            subjects: [0], links: 0),
        Rule(
            testDescription: "whom only conversations named gets a name by one of them",
            world: [["conversation:respond.io c", "conversation:respond.io d"]],
            requests: [
                ["contact:respond.io 7", "phone +1", "conversation:respond.io c"], ["conversation:respond.io d"],
            ],
            subjects: [0, 0], links: 2),
        Rule(
            testDescription: "a conversation makes nobody of another name the same person",
            world: [["phone +1", "conversation:respond.io c"]],
            requests: [
                ["phone +2", "conversation:respond.io c"], ["contact:respond.io 7", "conversation:respond.io c"],
                ["conversation:respond.io c"],
            ], subjects: [1, 2, 0], links: 2),
        Rule(
            testDescription: "a contact id of another provider is no other person",
            world: [["contact:respond.io 7", "phone +1"]], requests: [["contact:elevenlabs x", "phone +1"]],
            subjects: [0], links: 1),
        Rule(
            testDescription: "a changed phone's owner is passed over for the owner of the address",
            world: [["contact:respond.io 7", "phone +1"], ["email a@b"]],
            requests: [["contact:respond.io 8", "phone +1", "email a@b"]], subjects: [1], links: 1),
        Rule(
            testDescription: "without a contact id the first that is known decides",
            world: [["phone +1"], ["email a@b"]], requests: [["email a@b", "phone +1"], ["phone +2", "email a@b"]],
            subjects: [1, 1], links: 1),
        Rule(
            testDescription: "one batch makes one subject of what it shows twice", world: [],
            requests: [["phone +1"], ["whatsapp 1", "phone +1"], ["whatsapp 1"]], subjects: [0, 0, 0], links: 2),
        Rule(
            testDescription: "a phone that changes hands within a batch makes two", world: [],
            requests: [["contact:respond.io 7", "phone +1"], ["contact:respond.io 8", "phone +1"]], subjects: [0, 1],
            links: 3),
        Rule(
            testDescription: "an identifier shown twice is linked once", world: [],
            requests: [["phone +1", "phone +1"]], subjects: [0], links: 1),
        Rule(
            testDescription: "a kind of its own is an identifier of its own", world: [["phone +1"]],
            requests: [["whatsapp +1"]], subjects: [1], links: 1),
    ]

    @Test(arguments: rules)
    func `whose identifiers they are`(rule: Rule) {
        let resolution = Self.resolve(rule.world, rule.requests)
        #expect(resolution.subjects.map(\.low) == rule.subjects)
        #expect(resolution.links.count == rule.links)
        let made = Set(rule.subjects).filter { $0 >= UInt64(rule.world.count) }
        #expect(Set(resolution.created.map(\.subject.low)) == made)
        // Nothing is linked twice, and whatever was asked for is known now.
        #expect(Set(resolution.links.map(\.identifier.hash)).count == resolution.links.count)
        for identifier in rule.requests.joined().map({ Self.identifier($0) }) {
            #expect(resolution.known[SubjectResolution.Key(tenant: identifier.tenant, hash: identifier.hash)] != nil)
        }
    }

    @Test func `a request has the same answer when it comes again`() {
        for rule in Self.rules {
            let once = Self.resolve(rule.world, rule.requests)
            let twice = Self.resolve(rule.world, rule.requests + rule.requests)
            #expect(twice.links.count == once.links.count)
            #expect(twice.created.count == once.created.count)
        }
    }

    @Test func `tenants share nobody`() throws {
        let other = try #require(TenantID("other"))
        let identifiers = [Self.identifier("phone +1"), Self.identifier("phone +1", tenant: other)]
        var next: UInt64 = 0
        let resolution = SubjectResolution(
            identifiers.map { [$0] }, known: [:], kinds: [:],
            makeSubject: {
                next += 1
                return SubjectID(high: 0, low: next)
            })
        #expect(resolution.subjects.map(\.low) == [1, 2])
        #expect(resolution.created.map(\.tenant) == [.default, other])
    }
}
