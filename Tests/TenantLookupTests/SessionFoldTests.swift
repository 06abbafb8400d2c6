import ProjectionTestSupport
import Testing
import Vocabulary

@testable import TenantLookup

struct SessionFoldTests {
    private func fold(_ sayings: [Saying], session: String = "s1") throws -> SessionState? {
        let facts = sayings.enumerated().map { $1.recorded(Int64($0)) }
        return try SessionFold().states(after: facts)[SessionKey(tenant: .default, session: session)]
    }

    @Test func `what a sync doesn't name stays as it is`() throws {
        let state = try fold([
            .sync(at: 1) {
                $0.phone = "+51999999999"
                $0.subDomain = "restaurant-abc"
                $0.botID = "bot123"
                $0.localID = "branch01"
                $0.intent = "order"
                $0.step = "selecting"
            },
            .sync(at: 2) { $0.step = "paying" },
        ])
        #expect(state?.phone == "+51999999999")
        #expect(state?.subDomain == "restaurant-abc")
        #expect(state?.botID == "bot123")
        #expect(state?.localID == "branch01")
        #expect(state?.intent == "order")
        #expect(state?.step == "paying")
        #expect(state?.createdAt == Saying.at(1))
        #expect(state?.activeAt == Saying.at(2))
    }

    @Test func `contexts and metadata merge, member by member`() throws {
        let state = try fold([
            .sync(at: 1) {
                $0.context = ["cart": ["items": [1], "total": .decimal("15.00")], "method": "yape"]
                $0.metadata = ["agentVersion": "1.0.0"]
            },
            .sync(at: 2) { $0.context = ["cart": ["total": .decimal("50.00")], "method": .null] },
            .sync(at: 3) { $0.metadata = ["agentProcessedAt": "now"] },
        ])
        #expect(state?.context == ["cart": ["items": [1], "total": .decimal("50.00")]])
        #expect(state?.metadata == ["agentVersion": "1.0.0", "agentProcessedAt": "now"])
    }

    @Test func `a sync that comes late fills gaps, and undoes nothing`() throws {
        let state = try fold([
            .sync(at: 5) {
                $0.intent = "payment"
                $0.context = ["a": 1, "deep": ["x": 1]]
            },
            .sync(at: 3) {
                $0.intent = "order"
                $0.step = "cart"
                $0.context = ["a": 0, "b": 2, "deep": ["x": 0, "y": 3]]
            },
        ])
        #expect(state?.intent == "payment")
        #expect(state?.step == "cart")
        #expect(
            try JSON.object(#require(state?.context)).canonical()
                == JSON.object(["a": 1, "b": 2, "deep": ["x": 1, "y": 3]]).canonical())
        #expect(state?.createdAt == Saying.at(3))
        #expect(state?.activeAt == Saying.at(5))
    }

    @Test func `the last 50 messages are kept, in the order in which they were written`() throws {
        var sayings: [Saying] = (0..<60).map { number in
            .sync(at: Int64(number)) { $0.message = .init(role: "user", content: "\(number)") }
        }
        sayings.append(.sync(at: 70) { $0.message = .init(role: "bot", content: "late", at: Saying.at(30)) })
        let state = try #require(try fold(sayings))
        #expect(state.messages.count == 50)
        #expect(state.messages.map(\.at) == state.messages.map(\.at).sorted())
        #expect(state.messages.first?.content == "11")
        #expect(state.messages.last?.content == "59")
        #expect(state.messages.filter { $0.content == "late" }.map(\.role) == ["bot"])
    }

    @Test func `an order is linked once, and the last hundred are kept`() throws {
        let state = try fold([.order("a"), .order("b", at: 1), .order("a", at: 2), .order("c", "s2")])
        #expect(state?.orders == [.init(id: "a", at: Saying.at(0)), .init(id: "b", at: Saying.at(1))])
        #expect(state?.subDomain == "shop")
        let many = try fold((0..<120).map { .order("o\($0)") })
        #expect(many?.orders.count == 100)
        #expect(many?.orders.first?.id == "o20")
    }

    @Test func `facts that are folded again change nothing, and tenants don't mix`() throws {
        let sayings = Saying.random(seed: 5, 200)
        let facts = sayings.enumerated().map { $1.recorded(Int64($0)) }
        let once = try SessionFold().states(after: facts)
        #expect(try SessionFold().states(after: facts, from: once) == once)
        let acme = try #require(TenantID("acme"))
        let others = sayings.enumerated().map { $1.recorded(Int64($0 + 1000), tenant: acme) }
        let both = try SessionFold().states(after: facts + others)
        #expect(both.filter { $0.key.tenant == .default } == once)
    }

    @Test func `an id that is too long for an index stands as its digest`() {
        let key = SessionKey(tenant: .default, session: String(repeating: "x", count: 513))
        #expect(key.session.hasPrefix("sha256:"))
        #expect(key.session.utf8.count == 71)
    }
}
