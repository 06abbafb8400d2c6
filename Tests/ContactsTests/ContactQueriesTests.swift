import Contacts
import ProjectionEngine
import ProjectionTestSupport
import TestSupport
import Testing
import Vocabulary

struct ContactQueriesTests {
    private static let projection = ContactsProjection.projection
    private static let other = TenantID("other") ?? .default

    /// Does something once all that `record` wrote is folded.
    private func after(
        _ record: (TestLog) async throws -> Void, _ body: (TestLog, ContactQueries) async throws -> Void
    ) async throws {
        try await TestLog.with { log in
            try await record(log)
            try await log.following(Self.projection) {
                try await log.catchUp(Self.projection)
                try await body(log, ContactQueries(pool: log.pool))
            }
        }
    }

    private static func names(_ page: ContactPage) -> [String?] { page.contacts.map { $0.profile.card[.name] } }

    /// Ten contacts, the one with the highest number seen last, and one of another tenant.
    private static func ten(_ log: TestLog) async throws {
        for number in 0..<10 {
            try await log.update(
                "c\(number)",
                [
                    "name": .string("Contact N\(number)"), "identifier": .string("+155501\(10 + number)0"),
                    "email": .string("n\(number)@example.com"),
                    "tags": number % 2 == 0 ? ["client", "vip"] : ["expert"],
                ], minute: Int64(number))
        }
        try await log.receive("hello", from: "c3", channel: "sms", minute: 3)
        try await log.update("c1", ["name": "Contact N1 elsewhere"], minute: 100, tenant: other)
    }

    @Test func `contacts are listed by their last event, page by page`() async throws {
        try await after(Self.ten) { _, contacts in
            let all = try await contacts.contacts(of: .default, limit: 100)
            #expect(Self.names(all) == (0..<10).reversed().map { "Contact N\($0)" })
            #expect(all.next == nil)
            var (paged, cursor): ([Contact], ContactCursor?) = ([], nil)
            repeat {
                let page = try await contacts.contacts(of: .default, limit: 3, after: cursor)
                #expect(page.contacts.count <= 3)
                paged += page.contacts
                cursor = page.next
            } while cursor != nil
            #expect(paged == all.contacts)
            // A page that ends where the list does has none behind it.
            #expect(try await contacts.contacts(of: .default, limit: 10).next == nil)
        }
    }

    @Test func `contacts are found by name, address, number, tag, type and channel`() async throws {
        // The compiler doesn't see what a macro's argument throws.
        try await after(Self.ten) { (_, contacts) async throws -> Void in
            func found(
                _ words: String? = nil, tag: String? = nil, type: ContactType? = nil, on medium: Channel.Medium? = nil
            ) async throws -> [String?] {
                var filter = ContactFilter()
                filter.words = words
                filter.tag = tag
                filter.type = type
                filter.medium = medium
                return Self.names(try await contacts.contacts(of: .default, filter))
            }
            #expect(try await found("n7") == ["Contact N7"])
            #expect(try await found("CONT n7") == ["Contact N7"])
            #expect(try await found("n4@exa") == ["Contact N4"])
            #expect(try await found("+1 (555) 0112-0") == ["Contact N2"])
            #expect(try await found("155501").count == 10)
            #expect(try await found("nobody") == [])
            #expect(try await found("?") == [])
            #expect(try await found(tag: "vip").count == 5)
            #expect(try await found(tag: "client").first == "Contact N8")
            #expect(try await found(tag: "VIP") == [])
            #expect(try await found(type: .expert).count == 5)
            #expect(try await found(type: .unknown) == [])
            #expect(try await found(on: .sms) == ["Contact N3"])
            #expect(try await found(on: .voice) == [])
            #expect(try await found("contact", tag: "vip", type: .client).count == 5)
        }
    }

    @Test func `a contact is read with all that is known, by its own tenant alone`() async throws {
        try await after(Self.ten) { log, contacts in
            let id = try await log.contact("c3")
            let contact = try #require(try await contacts.contact(ContactKey(tenant: .default, subject: id)))
            #expect(contact.id == id)
            #expect(contact.absorbed == [])
            #expect(contact.profile.card[.email] == "n3@example.com")
            #expect(contact.profile.card.type == .expert)
            #expect(contact.profile.lastInboundAt == TestLog.minute(3))
            #expect(contact.profile.media.keys.sorted() == ["sms"])
            #expect(try await contacts.contact(ContactKey(tenant: Self.other, subject: id)) == nil)
            let nobody = ContactKey(tenant: .default, subject: SubjectID(high: 0, low: 0))
            #expect(try await contacts.contact(nobody) == nil)
        }
    }

    @Test func `merged contacts are read as one, and as two again, exactly`() async throws {
        try await after(Self.ten) { log, contacts in
            let (a, b, c) = (try await log.contact("c1"), try await log.contact("c5"), try await log.contact("c8"))
            func read(_ id: SubjectID) async throws -> Contact? {
                try await contacts.contact(ContactKey(tenant: .default, subject: id))
            }
            let before = try await contacts.contacts(of: .default, limit: 100)
            try await log.merge(a, into: b)
            try await log.merge(b, into: c)
            try await log.catchUp(Self.projection)
            for id in [a, b, c] {
                let contact = try await read(id)
                #expect(contact?.id == c)
                #expect(contact.map { Set($0.absorbed) } == [a, b])
                #expect(contact?.profile.card[.name] == "Contact N8")
                #expect(contact?.profile.card.tags.present == ["client", "expert", "vip"])
                #expect(contact?.profile.firstSeenAt == TestLog.minute(1))
            }
            // It is found by what any part has, and listed once.
            let merged = try await contacts.contacts(of: .default, limit: 100).contacts.map(\.id)
            #expect(merged == before.contacts.map(\.id).filter { $0 != a && $0 != b })
            var filter = ContactFilter()
            filter.words = "n1"
            #expect(try await contacts.contacts(of: .default, filter).contacts.map(\.id) == [c])
            filter.words = "contact"
            var (paged, cursor): ([SubjectID], ContactCursor?) = ([], nil)
            repeat {
                let page = try await contacts.contacts(of: .default, filter, limit: 1, after: cursor)
                paged += page.contacts.map(\.id)
                cursor = page.next
            } while cursor != nil
            #expect(paged == merged)

            // A part goes with all that was merged into it.
            try await log.merge(b, into: c, false)
            try await log.catchUp(Self.projection)
            #expect(try await read(a)?.id == b)
            #expect(try await read(c)?.absorbed == [])
            try await log.merge(a, into: b, false)
            try await log.catchUp(Self.projection)
            #expect(try await contacts.contacts(of: .default, limit: 100) == before)
        }
    }

    @Test func `a merged contact is listed where its latest part stands`() async throws {
        try await after(Self.ten) { log, contacts in
            let (old, new) = (try await log.contact("c2"), try await log.contact("c9"))
            try await log.merge(new, into: old)
            try await log.catchUp(Self.projection)
            let page = try await contacts.contacts(of: .default, limit: 2)
            #expect(page.contacts.map(\.id) == [old, try await log.contact("c8")])
            #expect(page.contacts[0].profile.activeAt == TestLog.minute(9))
            #expect(try await contacts.contacts(of: .default, limit: 100).contacts.count == 9)
        }
    }

    @Test func `a timeline is that of all parts, the latest first, page by page`() async throws {
        try await after { log in
            for minute in 0..<6 { try await log.receive("from a", from: "a", minute: Int64(minute * 2)) }
            for minute in 0..<6 { try await log.receive("from b", from: "b", minute: Int64(minute * 2 + 1)) }
            try await log.receive("late", from: "a", minute: -5)
            try await log.merge(try await log.contact("b"), into: try await log.contact("a"))
        } _: { log, contacts in
            let a = try await log.contact("a")
            let contact = try #require(try await contacts.contact(ContactKey(tenant: .default, subject: a)))
            let all = try await contacts.timeline(of: contact)
            #expect(all.map(\.entry.kind).filter { $0 == .contactMerged }.count == 1)
            let messages = all.filter { $0.entry.kind == .messageReceived }
            #expect(
                messages.map(\.entry.occurredAt) == (0..<12).reversed().map { TestLog.minute($0) } + [
                    TestLog.minute(-5)
                ])
            var paged: [ContactActivity] = []
            while paged.count < all.count {
                let page = try await contacts.timeline(of: contact, limit: 3, after: paged.last?.cursor)
                try #require(!page.isEmpty)
                paged += page
            }
            #expect(paged == all)
            #expect(try await contacts.timeline(of: contact, after: all.last?.cursor).isEmpty)
        }
    }

    @Test func `contacts that share a number, in whatever form, may be one person`() async throws {
        try await after { log in
            try await log.update("long", ["name": "Ana", "identifier": "+55 11 98765-4321", "email": "a@example.com"])
            try await log.update(
                "short", ["name": "Ana S.", "identifier": "+55 11 8765-4321", "email": "A@Example.com"])
            try await log.update("third", ["name": "Office", "email": "a@example.com"])
            try await log.update("else", ["name": "Bob", "identifier": "+55 11 98765-4322"])
            try await log.update("theirs", ["identifier": "+55 11 98765-4321"], tenant: Self.other)
        } _: { log, contacts in
            func suggestions(_ id: String) async throws -> [String] {
                let key = ContactKey(tenant: .default, subject: try await log.contact(id))
                let contact = try #require(try await contacts.contact(key))
                return try await contacts.suggestions(for: contact).map { suggestion in
                    "\(suggestion.contact.profile.card[.name] ?? ""): \(suggestion.shared.map(\.value).joined(separator: " "))"
                }
            }
            #expect(
                try await suggestions("long") == ["Ana S.: a@example.com +5511987654321", "Office: a@example.com"])
            #expect(try await suggestions("else") == [])
            try await log.merge(try await log.contact("short"), into: try await log.contact("long"))
            try await log.catchUp(Self.projection)
            #expect(try await suggestions("short") == ["Office: a@example.com"])
            // It is suggested as a whole.
            #expect(try await suggestions("third") == ["Ana S.: a@example.com"])
        }
    }

    @Test func `rubbish in fields and names stops nothing`() async throws {
        try await after { log in
            try await log.update(
                "odd",
                [
                    "name": .string("\u{0}'\\\" " + String(repeating: "x", count: 5000)),
                    "identifier": .string(String(repeating: "9", count: 3000)),
                    "email": .string("a@" + String(repeating: "e", count: 5000)),
                    "customFields": [
                        "rate_per_hour": .decimal("1e999999"), "total_calls": "many", "deep": .array([.array([])]),
                        "\u{0}": "\u{0}", "timezone": ["Mars"],
                    ],
                    "tags": .array((0..<500).map { .string("tag \($0) " + String(repeating: "t", count: 50)) }),
                ])
        } _: { log, contacts in
            let key = ContactKey(tenant: .default, subject: try await log.contact("odd"))
            let card = try #require(try await contacts.contact(key)).profile.card
            #expect(card.field("rate_per_hour")?.raw == .decimal("1e999999"))
            #expect(card.field("total_calls")?.fits == false)
            #expect(card.tags.present.count == 500)
        }
    }
}
