import Testing
import Vocabulary

@testable import Providers

struct StateRecordTests {
    /// Bodies as they were stored; they stay readable for ever.
    private static let synced = """
        {"schema":"state.synced/1","session_id":"bot123_51999999999_1_x","phone":"+51999999999","sub_domain":"restaurant-abc",\
        "bot_id":"bot123","local_id":"branch01","intent":"payment","step":"processing_payment","context":{"total":50.00,"old":null},\
        "metadata":{"agentVersion":"1.0.0"},"message":{"role":"user","content":"","at":"2025-12-29T10:06:00Z"}}
        """
    private static let linked =
        #"{"schema":"order.linked/1","session_id":"bot123_51999999999_1_x","order_id":"o-7","sub_domain":"restaurant-abc"}"#

    private static var sync: StateSynced {
        var sync = StateSynced(sessionID: "bot123_51999999999_1_x")
        sync.phone = "+51999999999"
        sync.subDomain = "restaurant-abc"
        sync.botID = "bot123"
        sync.localID = "branch01"
        sync.intent = "payment"
        sync.step = "processing_payment"
        sync.context = ["total": .decimal("50.00"), "old": .null]
        sync.metadata = ["agentVersion": "1.0.0"]
        sync.message = .init(role: "user", content: "", at: Timestamp("2025-12-29T10:06:00Z"))
        return sync
    }

    @Test func `a sync and a linked order are recorded as they always were, and read as they were meant`() throws {
        let link = OrderLinked(sessionID: "bot123_51999999999_1_x", orderID: "o-7", subDomain: "restaurant-abc")
        #expect(DaybookRecord.body(of: Self.sync) == .record(Array(Self.synced.utf8)))
        #expect(DaybookRecord.body(of: link) == .record(Array(Self.linked.utf8)))
        #expect(try DaybookRecord.fact(kind: .stateSynced, json: Array(Self.synced.utf8)) == .stateSynced(Self.sync))
        #expect(try DaybookRecord.fact(kind: .orderLinked, json: Array(Self.linked.utf8)) == .orderLinked(link))
    }

    @Test func `a sync may say no more than its session`() throws {
        let body = #"{"schema":"state.synced/1","session_id":"s"}"#
        let fact = try DaybookRecord.fact(kind: .stateSynced, json: Array(body.utf8))
        #expect(fact == .stateSynced(StateSynced(sessionID: "s")))
    }

    @Test(arguments: [
        (EventKind.stateSynced, #"{"schema":"state.synced/1"}"#),
        (.stateSynced, #"{"schema":"state.synced/1","session_id":""}"#),
        (.orderLinked, #"{"schema":"order.linked/1","session_id":"s"}"#),
        (.orderLinked, #"{"schema":"order.linked/1","order_id":"o"}"#),
    ])
    func `a record without what it needs can't be read`(kind: EventKind, body: String) {
        #expect(throws: UnreadableDelivery.self) { try DaybookRecord.fact(kind: kind, json: Array(body.utf8)) }
    }
}
