import Inbox
import ProjectionTestSupport
import Testing
import Vocabulary

struct ConversationFoldTests {
    private var sample = Sample()

    private func fold(_ facts: [RecordedFact]) throws -> ConversationState? {
        try ConversationFold().states(after: facts)[
            ConversationKey(tenant: .default, conversation: Sample.conversation)]
    }

    @Test mutating func `a conversation shows its last message and counts both directions`() throws {
        let state = try fold([
            sample.next(Sample.received("first"), at: 1),
            sample.next(Sample.received("second"), at: 2),
            sample.next(Sample.sent("answer"), at: 3),
        ])
        #expect(state?.inboundCount == 2)
        #expect(state?.outboundCount == 1)
        #expect(state?.lastMessage?.text == "answer")
        #expect(state?.lastMessage?.direction == .outbound)
        #expect(state?.firstMessageAt == Sample.minute(1))
        #expect(state?.activeAt == Sample.minute(3))
        #expect(state?.status == .active)
        #expect(state?.channel?.medium == .whatsApp)
    }

    @Test mutating func `a message that comes late is counted, and isn't the last`() throws {
        let state = try fold([
            sample.next(Sample.received("new"), at: 10), sample.next(Sample.received("old"), at: 5),
        ])
        #expect(state?.lastMessage?.text == "new")
        #expect(state?.firstMessageAt == Sample.minute(5))
        #expect(state?.inboundCount == 2)
        #expect(state?.unread.count == 2)
    }

    @Test mutating func `a long text is shown by its beginning, in whole characters`() throws {
        let state = try fold([sample.next(Sample.received(String(repeating: "👩‍👩‍👧‍👦", count: 300)))])
        #expect(state?.lastMessage?.text == String(repeating: "👩‍👩‍👧‍👦", count: 200))
    }

    @Test mutating func `reading up to a message leaves those after it unread`() throws {
        var facts = [sample.next(Sample.received()), sample.next(Sample.received()), sample.next(Sample.received())]
        #expect(try fold(facts)?.unread.count == 3)
        facts.append(sample.next(Sample.read(upTo: 1)))
        #expect(try fold(facts)?.unread.count == 1)
        #expect(try fold(facts)?.readPosition == Position(1))
        facts.append(sample.next(Sample.sent()))
        facts.append(sample.next(Sample.read(upTo: 0)))
        #expect(try fold(facts)?.unread.count == 1)
        #expect(try fold(facts)?.readPosition == Position(1))
        facts.append(sample.next(Sample.read(upTo: 4)))
        #expect(try fold(facts)?.unread.count == 0)
        facts.append(sample.next(Sample.received()))
        #expect(try fold(facts)?.unread.count == 1)
    }

    @Test mutating func `nobody has read what is still to come`() throws {
        let state = try fold([
            sample.next(Sample.received()), sample.next(Sample.read(upTo: 1_000_000)), sample.next(Sample.received()),
        ])
        #expect(state?.unread.count == 1)
        #expect(state?.readPosition == Position(1))
    }

    @Test mutating func `a conversation that nobody reads counts on, and its row stays small`() throws {
        var facts = (0..<100).map { _ in sample.next(Sample.received()) }
        #expect(try fold(facts)?.unread.count == 100)
        #expect(try fold(facts)?.unread.latest.count == 64)
        let toOldOnes = try fold(facts + [sample.next(Sample.read(upTo: 10))])
        #expect(toOldOnes?.unread.count == 100)
        facts.append(sample.next(Sample.read(upTo: 89)))
        #expect(try fold(facts)?.unread.count == 10)
    }

    @Test mutating func `assignments follow their time, whatever order they come in`() throws {
        let (ann, ben) = (Assignee(id: "1", name: "Ann"), Assignee(id: "2", name: "Ben"))
        func assigned(_ assignee: Assignee?) -> Fact {
            .conversationAssigned(ConversationAssigned(assignee: assignee, contact: ContactProfile()))
        }
        func updated(_ assignee: Assignee??) -> Fact {
            .conversationUpdated(
                ConversationUpdated(status: nil, contact: ContactProfile(), assignee: assignee))
        }
        var facts = [sample.next(assigned(ann), at: 1)]
        #expect(try fold(facts)?.assignee == ann)
        facts.append(sample.next(assigned(ben), at: 5))
        facts.append(sample.next(assigned(ann), at: 3))
        #expect(try fold(facts)?.assignee == ben)
        facts.append(sample.next(updated(nil), at: 6))
        #expect(try fold(facts)?.assignee == ben)
        facts.append(sample.next(updated(.some(nil)), at: 7))
        #expect(try fold(facts)?.assignee == nil)
        facts.append(sample.next(updated(ann), at: 8))
        facts.append(sample.next(assigned(nil), at: 9))
        #expect(try fold(facts)?.assignee == nil)
    }

    @Test mutating func `the status follows its time too`() throws {
        func updated(_ status: ConversationUpdated.Status?) -> Fact {
            .conversationUpdated(ConversationUpdated(status: status, contact: ContactProfile()))
        }
        var facts = [sample.next(updated(.open), at: 1), sample.next(updated(.closed), at: 4)]
        facts.append(sample.next(updated(.open), at: 2))
        facts.append(sample.next(updated(nil), at: 5))
        #expect(try fold(facts)?.status == .closed)
        #expect(try fold(facts)?.statusAt == Sample.minute(4))
        // Without a message, the conversation was active when it last changed.
        #expect(try fold(facts)?.activeAt == Sample.minute(5))
    }

    @Test mutating func `what is said late of a contact only fills gaps`() throws {
        let state = try fold([
            sample.next(Sample.received(contact: Sample.profile(name: "New")), at: 10),
            sample.next(Sample.received(contact: Sample.profile(name: "Old", phone: "+15550101")), at: 5),
        ])
        #expect(state?.contact.name == "New")
        #expect(state?.contact.phone == "+15550101")
        let later = try fold([
            sample.next(Sample.received(contact: Sample.profile(name: "Old")), at: 10),
            sample.next(.contactUpdated(ContactUpdated(contact: Sample.profile(name: "New"))), at: 11),
        ])
        #expect(later?.contact.name == "New")
    }

    @Test mutating func `a WhatsApp id stands in for a phone number`() throws {
        let contact = Sample.profile(whatsAppID: "15550101")
        #expect(try fold([sample.next(Sample.received(contact: contact))])?.contact.phone == "15550101")
    }

    @Test mutating func `facts of no conversation, of statuses and of other things touch none`() throws {
        let facts = [
            sample.next(Sample.received(), conversation: nil), sample.next(Sample.status(.read)), sample.next(.other),
        ]
        #expect(try ConversationFold().states(after: facts).isEmpty)
    }

    @Test mutating func `tenants don't mix`() throws {
        let other = try #require(TenantID("other"))
        let states = try ConversationFold().states(after: [
            sample.next(Sample.received()), sample.next(Sample.received(), tenant: other),
        ])
        #expect(states.count == 2)
        #expect(states.values.allSatisfy { $0.inboundCount == 1 })
    }
}
