import Providers
import Testing
import Vocabulary

struct RespondIOEventTests {
    @Test func `a received message is read`() throws {
        let (delivery, item, fact) = try readRespondIO(RespondIOPayloads.received())
        #expect(delivery.eventName == "message.received")
        #expect(delivery.key == "5a1f0c9e-0f5c-4b0e-9a39-2f1f53c1d9aa")
        #expect(
            item
                == DeliveryItem(
                    kind: .messageReceived, key: "5a1f0c9e-0f5c-4b0e-9a39-2f1f53c1d9aa",
                    identifiers: [
                        ContactIdentifier(.provider(.respondIO), "310042"), ContactIdentifier(.phone, "+447700900118"),
                        ContactIdentifier(.email, "ada@example.org"),
                    ], conversation: "contact:310042", occurredAt: Timestamp("2025-06-08T20:59:43.123Z")))
        #expect(
            fact
                == .messageReceived(
                    MessageReceived(
                        messageID: "1749416383123456", contact: RespondIOPayloads.profile,
                        channel: Channel(medium: .whatsApp, id: "5208", name: "Front desk"),
                        content: MessageContent(form: .text, text: "Hello"))))
    }

    @Test(
        "who wrote is told by the sender's source",
        arguments: [
            ("user", .human), ("echo", .human), ("workflow", .automation), ("api", .automation),
            ("zapier", .automation),
            ("bot", .automation), ("make", .automation), ("n8n", .automation), ("ai_agent", .automation),
            ("carrier_pigeon", .unknown),
        ] as [(String, MessageSent.Sender.Nature)])
    func senders(_ source: String, _ nature: MessageSent.Sender.Nature) throws {
        let (_, item, fact) = try readRespondIO(RespondIOPayloads.sent(.string(source)))
        #expect(item?.kind == .messageSent)
        guard case .messageSent(let sent) = fact else {
            Issue.record("not a message.sent")
            return
        }
        #expect(sent.sender == MessageSent.Sender(nature: nature, source: source, userID: "7"))
        #expect(sent.content.text == "Hi")
    }

    @Test func `a sender may also stand in the message, or be missing`() throws {
        var payload = RespondIOPayloads.sent(.null)
        payload["sender"] = nil
        guard case .messageSent(let without) = try readRespondIO(payload).fact else {
            Issue.record("not a message.sent")
            return
        }
        #expect(without.sender == MessageSent.Sender(nature: .unknown))
        var message = payload["message"]?.object
        message?["sender"] = ["source": "user", "userId": "12"]
        payload["message"] = message.map(JSON.object)
        guard case .messageSent(let within) = try readRespondIO(payload).fact else {
            Issue.record("not a message.sent")
            return
        }
        #expect(within.sender == MessageSent.Sender(nature: .human, source: "user", userID: "12"))
    }

    @Test(
        "an event about the contact alone is in no conversation",
        arguments: [
            ("contact.created", .contactCreated), ("contact.updated", .contactUpdated),
            ("contact.tag.updated", .contactUpdated),
            ("contact.lifecycle.updated", .contactUpdated),
        ] as [(String, EventKind)])
    func contactEvents(_ name: String, _ kind: EventKind) throws {
        let item = try readRespondIO(RespondIOPayloads.event(name)).item
        #expect(item?.kind == kind)
        #expect(item?.conversation == nil)
        #expect(item?.identifiers.first == ContactIdentifier(.provider(.respondIO), "310042"))
    }

    @Test func `a created contact has its time and its profile`() throws {
        let (_, item, fact) = try readRespondIO(RespondIOPayloads.event("contact.created"))
        #expect(item?.occurredAt == Timestamp(seconds: 1_749_000_000))
        #expect(fact == .contactCreated(ContactCreated(contact: RespondIOPayloads.profile)))
    }

    @Test(
        "a tag comes or goes",
        arguments: [
            ("vip", "add", ["vip"], []), ("vip", "remove", [], ["vip"]),
            (["id": 1, "name": "vip"], "add", ["vip"], []), ("vip", "paint", [], []),
            (.null, "add", [], []),
        ] as [(JSON, JSON, [String], [String])])
    func tags(_ tag: JSON, _ action: JSON, _ added: [String], _ removed: [String]) throws {
        let fact = try readRespondIO(RespondIOPayloads.event("contact.tag.updated", ["tag": tag, "action": action]))
            .fact
        #expect(
            fact
                == .contactUpdated(
                    ContactUpdated(contact: RespondIOPayloads.profile, tagsAdded: added, tagsRemoved: removed)))
    }

    @Test(
        "a new stage is that of the event, not of the contact", arguments: ["Customer", ["name": "Customer"]] as [JSON])
    func lifecycle(_ stage: JSON) throws {
        let details: JSONObject = ["lifecycle": stage, "oldLifecycle": "New Lead"]
        let fact = try readRespondIO(RespondIOPayloads.event("contact.lifecycle.updated", details)).fact
        var profile = RespondIOPayloads.profile
        profile.lifecycle = "Customer"
        #expect(fact == .contactUpdated(ContactUpdated(contact: profile)))
    }

    @Test func `an assignment is of the conversation`() throws {
        let (_, item, fact) = try readRespondIO(RespondIOPayloads.event("contact.assignee.updated"))
        #expect(item?.kind == .conversationAssigned)
        #expect(item?.conversation == "contact:310042")
        let profile = RespondIOPayloads.profile
        #expect(fact == .conversationAssigned(ConversationAssigned(assignee: profile.assignee, contact: profile)))

        var payload = RespondIOPayloads.event("contact.assignee.updated")
        payload["contact"] = ["id": 310_042, "assignee": .null]
        var bare = ContactProfile()
        bare.providerID = "310042"
        #expect(
            try readRespondIO(payload).fact == .conversationAssigned(ConversationAssigned(assignee: nil, contact: bare))
        )
    }

    @Test func `a conversation is opened and closed`() throws {
        let profile = RespondIOPayloads.profile
        let opened = try readRespondIO(
            RespondIOPayloads.event("conversation.opened", ["conversation": ["openedTime": 1_749_416_000]]))
        #expect(opened.item?.kind == .conversationUpdated)
        #expect(opened.item?.occurredAt == Timestamp(seconds: 1_749_416_000))
        #expect(
            opened.fact
                == .conversationUpdated(
                    ConversationUpdated(status: .open, contact: profile, assignee: .some(profile.assignee))))

        let conversation: JSON = [
            "category": "Sales", "summary": "Bought it.", "openedTime": 1_749_416_000_000,
            "closedTime": 1_749_416_400_000,
            "closedBy": [:], "incomingMessageCount": 3,
        ]
        let closed = try readRespondIO(RespondIOPayloads.event("conversation.closed", ["conversation": conversation]))
        #expect(closed.item?.conversation == "contact:310042")
        #expect(closed.item?.occurredAt == Timestamp(milliseconds: 1_749_416_400_000))
        #expect(
            closed.fact
                == .conversationUpdated(
                    ConversationUpdated(
                        status: .closed, contact: profile, assignee: .some(profile.assignee), category: "Sales",
                        summary: "Bought it.")))
    }

    @Test(
        "a comment is a note",
        arguments: [
            [
                "comment": [
                    "id": 9, "text": "Ring back", "author": ["id": 7, "firstName": "Grace", "lastName": "Hopper"],
                ]
            ],
            ["comment": "Ring back", "user": ["id": 7, "firstName": "Grace", "lastName": "Hopper"]],
            ["text": "Ring back", "createdBy": ["id": "7", "name": "Grace Hopper"]],
        ] as [JSONObject])
    func comments(_ details: JSONObject) throws {
        let (_, item, fact) = try readRespondIO(RespondIOPayloads.event("comment.created", details))
        #expect(item?.kind == .noteAdded)
        #expect(item?.conversation == "contact:310042")
        let author = Assignee(id: "7", name: "Grace Hopper")
        #expect(fact == .noteAdded(NoteAdded(author: author, text: "Ring back", contact: RespondIOPayloads.profile)))
    }

    @Test(
        "a call is in the thread on the side of who called",
        arguments: [
            (["call": ["callId": "c1", "direction": "incoming"]], .messageReceived),
            (["call": ["id": 17, "direction": "outbound"]], .messageSent),
            (["message": ["messageId": 17, "traffic": "incoming", "timestamp": 1_749_416_383]], .messageReceived),
            (["message": ["messageId": 17, "traffic": "outgoing", "message": ["type": "call"]]], .messageSent),
            (["call": ["callId": "c1"]], .conversationUpdated),
            (["call": ["direction": "incoming"]], .conversationUpdated),
            ([:], .conversationUpdated),
        ] as [(JSONObject, EventKind)])
    func calls(_ details: JSONObject, _ kind: EventKind) throws {
        let (_, item, fact) = try readRespondIO(RespondIOPayloads.event("call.ended", details))
        #expect(item?.kind == kind)
        switch fact {
        case .messageReceived(let message): #expect(message.content.form == .call)
        case .messageSent(let message): #expect(message.content.form == .call)
        case .conversationUpdated(let update): #expect(update.status == nil)
        default: Issue.record("unexpected fact")
        }
    }
}
