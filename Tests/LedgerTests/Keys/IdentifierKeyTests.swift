import Cryptography
import Ledger
import Testing
import Vocabulary

/// The vectors were made with Python's hmac and struct modules. They may never change: every id in every ledger depends on them.
struct IdentifierKeyTests {
    private let key = IdentifierKey(Array(0..<32))

    @Test func `an event's id is stable`() throws {
        #expect(key.event(.default, .twilio, "SM123").description == "b46c2aab-5fc6-8396-a878-5b36eeafe2aa")
        let acme = try #require(TenantID("acme"))
        #expect(
            key.event(acme, .respondIO, "message.received/id/1").description == "6b1bd354-0f92-86c6-8154-8886320c53d8")
    }

    @Test func `a conversation's pseudonym is stable, and isn't the event's of the same key`() {
        #expect(key.conversation(.default, .twilio, "SM123").description == "863795c2-2565-8c30-83bf-3be21b762088")
    }

    @Test(
        arguments: [
            (
                ContactIdentifier(.phone, "+4915112345678"),
                "169baff0dfcdc9c3450fcfed36028aa1c2a2980942e5ee19bb74f12ab248bb0c"
            ),
            (
                ContactIdentifier(.provider(.respondIO), "310001"),
                "a6a1c5eb54890ce73fcdf46d7ce1e5aab46e12b25ee993bc910630ec8757088c"
            ),
        ])
    func `an identifier's hash is stable`(identifier: ContactIdentifier, hex: String) {
        #expect(key.identifier(.default, identifier).hex == hex)
    }

    @Test func `the digest of a content is stable`() {
        #expect(
            key.content(.messageReceived, Array(#"{"a":1}"#.utf8)).hex
                == "e3ff67aa27bb21aed9b8922d922daf82d621c2ae35f12b46e00d828868c4942b")
    }

    @Test func `no two inputs run together`() throws {
        let (a, ab) = (try #require(TenantID("a")), try #require(TenantID("ab")))
        #expect(key.identifier(a, ContactIdentifier(.phone, "1")) != key.identifier(ab, ContactIdentifier(.phone, "1")))
        #expect(key.event(.default, .izer, "ab") != key.event(.default, .izer, "a"))
        #expect(key.content(.messageSent, []) != key.content(.messageStatus, []))
        #expect(IdentifierKey(Array(1...32)).event(.default, .izer, "a") != key.event(.default, .izer, "a"))
    }

    @Test func `ids are UUIDs of version 8`() {
        for number in 0..<100 {
            let text = Array(key.event(.default, .agent, "\(number)").description)
            #expect(text[14] == "8")
            #expect("89ab".contains(text[19]))
        }
    }
}
