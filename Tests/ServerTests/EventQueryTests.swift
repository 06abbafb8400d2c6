import HTTPTypes
import Ledger
import Testing
import Vocabulary

@testable import Server

struct EventQueryTests {
    private let anybody = Principal(keyID: "k", tenant: nil, scopes: [.audit])
    private let acme = Principal(keyID: "k", tenant: TenantID("acme"), scopes: [.audit])

    @Test(arguments: [("", 0), ("from=5", 5), ("after=5", 6), ("from=0", 0), ("after=", 0)])
    func `Reading begins where the query says`(query: String, first: Int64) throws {
        #expect(try EventQuery(Query(query), for: anybody).selection.from == Position(first))
    }

    @Test func `A follower resumes behind the last event that it got, whatever the query says`() throws {
        #expect(try EventQuery(Query("from=0"), lastEventID: "41", for: anybody).selection.from == Position(42))
        #expect(try EventQuery(Query("from=3"), lastEventID: "", for: anybody).selection.from == Position(3))
        #expect(throws: APIError.self) { try EventQuery(Query(""), lastEventID: "x", for: anybody) }
    }

    @Test func `Kinds come repeated or with commas`() throws {
        let query = try EventQuery(Query("kind=message.received,message.sent&kind=note.added"), for: anybody)
        #expect(query.selection.kinds == [.messageReceived, .messageSent, .noteAdded])
        #expect(try EventQuery(Query("kind="), for: anybody).selection.kinds == nil)
    }

    @Test(arguments: [
        "after=1&from=1", "after=-1", "after=x", "after=9223372036854775807", "kind=nonsense", "tenant=Not%20One",
        "subject=1", "conversation=x", "limit=0", "limit=1001", "body=yes",
    ])
    func `What can't be read is refused`(query: String) {
        let refusal = #expect(throws: APIError.self) { try EventQuery(Query(query), for: anybody) }
        #expect(refusal?.status == .badRequest)
    }

    @Test func `A key of one tenant sees that tenant only`() throws {
        #expect(try EventQuery(Query(""), for: acme).selection.tenant == TenantID("acme"))
        #expect(try EventQuery(Query("tenant=acme"), for: acme).selection.tenant == TenantID("acme"))
        let refusal = #expect(throws: APIError.self) { try EventQuery(Query("tenant=other"), for: acme) }
        #expect(refusal?.status == .forbidden)
        #expect(try EventQuery(Query(""), for: anybody).selection.tenant == nil)
        #expect(try EventQuery(Query("tenant=other"), for: anybody).selection.tenant == TenantID("other"))
    }
}
