import ProjectionTestSupport
import Testing
import Vocabulary

@testable import Inbox

struct MessageFoldTests {
    private var sample = Sample()

    private func fold(_ facts: [RecordedFact], id: String = "m2") throws -> MessageState? {
        try MessageFold().states(after: facts)[MessageKey(tenant: .default, source: .respondIO, messageID: id)]
    }

    @Test(
        arguments: [
            ([.sent, .delivered, .read], .read),
            ([.read, .delivered, .sent], .read),
            ([.delivered, .read, .delivered], .read),
            ([.queued, .sending, .sent], .sent),
            ([.sent, .failed], .failed),
            ([.failed, .sent], .failed),
            ([.undelivered, .failed], .undelivered),
            ([.accepted, .scheduled], .accepted),
            ([.read, .played], .played),
        ] as [([MessageStatusChanged.Status], MessageStatusChanged.Status)])
    mutating func `a status gives way only to one that goes further`(
        statuses: [MessageStatusChanged.Status], result: MessageStatusChanged.Status
    ) throws {
        let facts = statuses.map { sample.next(Sample.status($0)) }
        #expect(try fold(facts)?.delivery?.status == result)
        // The message may come at any place among them.
        for place in 0...facts.count {
            var mixed = facts
            mixed.insert(sample.next(Sample.sent("hi")), at: place)
            let state = try fold(mixed)
            #expect(state?.delivery?.status == result)
            #expect(state?.record?.content.text == "hi")
        }
    }

    @Test mutating func `a status that comes before its message is kept for it`() throws {
        var facts = [sample.next(Sample.status(.failed, error: "63016"), at: 4)]
        let early = try fold(facts)
        #expect(early?.record == nil)
        #expect(early?.delivery?.errorCode == "63016")
        #expect(early?.delivery?.at == Sample.minute(4))
        facts.append(sample.next(Sample.sent(), at: 3))
        let whole = try fold(facts)
        #expect(whole?.record?.position == Position(1))
        #expect(whole?.delivery == early?.delivery)
    }

    @Test mutating func `a message that is told twice counts as it was told first`() throws {
        let state = try fold([sample.next(Sample.sent("first")), sample.next(Sample.sent("second"))])
        #expect(state?.record?.content.text == "first")
        #expect(state?.record?.position == .first)
    }

    @Test mutating func `who wrote to whom follows from the direction`() throws {
        let contact = Sample.profile(phone: "+15550101")
        let inbound = try fold([sample.next(Sample.received(contact: contact))], id: "m1")?.record
        #expect(inbound?.from == "+15550101")
        #expect(inbound?.to == "+15550199")
        #expect(inbound?.sender == nil)
        let outbound = try fold([sample.next(Sample.sent())])?.record
        #expect(outbound?.from == "+15550199")
        #expect(outbound?.to == nil)
        #expect(outbound?.sender?.nature == .human)
    }

    @Test func `an id that is too long for an index stands as its digest`() {
        let key = MessageKey(tenant: .default, source: .twilio, messageID: String(repeating: "x", count: 513))
        #expect(key.messageID.hasPrefix("sha256:"))
        #expect(key.messageID.utf8.count == 71)
        let short = String(repeating: "x", count: 512)
        #expect(MessageKey(tenant: .default, source: .twilio, messageID: short).messageID == short)
    }

    @Test(arguments: [
        ("+49 30 1234-567", "49301234567"), ("0049301234567", "49301234567"), ("49301234567", "49301234567"),
        ("whatsapp:+15550101", "15550101"), ("(555) 010/1", "5550101"), ("12345", "12345"),
    ])
    func `a phone number is looked up by its digits`(phone: String, digits: String) {
        #expect(PhoneDigits(phone)?.text == digits)
    }

    @Test(arguments: ["", "1234", "+", "ann@example.com", "123456789012345678901", "US.13491208655302741918", "٠١٢٣٤٥"])
    func `what can't be a phone number has no digits`(text: String) {
        #expect(PhoneDigits(text) == nil)
    }
}
