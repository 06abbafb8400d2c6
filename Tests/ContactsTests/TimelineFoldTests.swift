import ProjectionTestSupport
import Testing
import Vocabulary

@testable import Contacts

struct TimelineFoldTests {
    private var sample = Sample()

    private mutating func entry(_ fact: Fact, _ kind: EventKind) throws -> TimelineEntry? {
        try TimelineFold().states(after: [sample.next(fact, kind, at: 7)]).values.first
    }

    @Test mutating func `a message shows its way, its medium and its beginning`() throws {
        let inbound = try entry(Sample.received(String(repeating: "é", count: 500)), .messageReceived)
        #expect(inbound?.direction == .inbound)
        #expect(inbound?.medium == "whatsapp")
        #expect(inbound?.label == String(repeating: "é", count: 120))
        #expect(inbound?.occurredAt == Sample.minute(7))
        #expect(inbound?.conversation == ConversationID(high: 7, low: 7))
        let outbound = try entry(Sample.sent(nil), .messageSent)
        #expect(outbound?.direction == .outbound)
        #expect(outbound?.label == "audio")
    }

    @Test mutating func `what a person would call activity is an entry, and nothing else is`() throws {
        let nobody = ContactProfile()
        let entries: [(Fact, EventKind, String?)] = [
            (.contactCreated(ContactCreated(contact: nobody)), .contactCreated, nil),
            (Sample.updated(added: ["vip"], removed: ["lead"]), .contactUpdated, "+vip -lead"),
            (
                .conversationUpdated(
                    ConversationUpdated(status: .closed, contact: nobody, category: "Settled", summary: "Paid")),
                .conversationUpdated, "closed: Settled: Paid"
            ),
            (
                .conversationAssigned(
                    ConversationAssigned(assignee: Assignee(id: "7", name: "Ben"), contact: nobody)),
                .conversationAssigned, "Ben"
            ),
            (.conversationAssigned(ConversationAssigned(assignee: nil, contact: nobody)), .conversationAssigned, nil),
            (.noteAdded(NoteAdded(author: nil, text: "call back", contact: nobody)), .noteAdded, "call back"),
            (Sample.merged(2), .contactMerged, nil), (Sample.unmerged(2), .contactUnmerged, nil),
        ]
        for (fact, kind, label) in entries {
            let entry = try #require(try entry(fact, kind))
            #expect(entry.kind == kind)
            #expect(entry.label == label)
        }
        let others: [Fact] = [
            Sample.updated(Sample.profile(name: "Ann", tags: ["vip"])), .other,
            .messagesRead(MessagesRead(upTo: .first)),
            .conversationUpdated(ConversationUpdated(status: nil, contact: nobody)),
            .messageStatus(
                MessageStatusChanged(
                    messageID: "m", status: .read, contact: nobody, channel: Channel(medium: .sms))),
        ]
        for fact in others { #expect(try entry(fact, .other) == nil) }
    }
}

extension EventKind {
    fileprivate static let other = EventKind.accessRecorded
}
