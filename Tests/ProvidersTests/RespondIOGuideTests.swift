import Providers
import Testing
import Vocabulary

/// The payloads are those of the integration guide.
struct RespondIOGuideTests {
    private static let message: JSONObject = [
        "event": "message.received", "timestamp": "2025-01-15T10:30:05Z",
        "data": [
            "messageId": "msg_123456", "contactId": "contact_456", "channelId": "channel_789", "channel": "whatsapp",
            "conversationId": "conv_123",
            "message": [
                "text": "Hello, I need experts for automotive project", "type": "text",
                "timestamp": "2025-01-15T10:30:00Z",
                "direction": "inbound",
            ], "contact": ["identifier": "+1234567890", "name": "John Doe", "email": "john@example.com"],
        ],
    ]

    @Test func `a received message is read`() throws {
        let (delivery, item, fact) = try readRespondIO(Self.message)
        #expect(delivery.eventName == "message.received")
        #expect(
            item
                == DeliveryItem(
                    kind: .messageReceived, key: "message.received/id/msg_123456",
                    identifiers: [
                        ContactIdentifier(.provider(.respondIO), "contact_456"),
                        ContactIdentifier(.phone, "+1234567890"),
                        ContactIdentifier(.email, "john@example.com"),
                        ContactIdentifier(.conversation(.respondIO), "conv_123"),
                    ], conversation: "conv_123", occurredAt: Timestamp("2025-01-15T10:30:00Z")))
        var contact = ContactProfile()
        contact.providerID = "contact_456"
        contact.name = "John Doe"
        contact.phone = "+1234567890"
        contact.email = "john@example.com"
        #expect(
            fact
                == .messageReceived(
                    MessageReceived(
                        messageID: "msg_123456", contact: contact,
                        channel: Channel(medium: .whatsApp, id: "channel_789"),
                        content: MessageContent(form: .text, text: "Hello, I need experts for automotive project"))))
    }

    @Test func `a sent message says nothing of who wrote it`() throws {
        var payload = Self.message
        payload["event"] = "message.sent"
        let (_, item, fact) = try readRespondIO(payload)
        #expect(item?.key == "message.sent/id/msg_123456")
        guard case .messageSent(let sent) = fact else {
            Issue.record("not a message.sent")
            return
        }
        #expect(sent.sender == MessageSent.Sender(nature: .unknown))
    }

    @Test func `an updated contact lies in the data itself`() throws {
        let preferences: JSON = ["no_whatsapp": false, "no_ai_calls": false, "quiet_hours": "20:00-09:00"]
        let fields: JSON = ["project_id": "proj_789", "timezone": "America/New_York", "preferences": preferences]
        let (_, item, fact) = try readRespondIO([
            "event": "contact.updated", "timestamp": "2025-01-15T10:30:00Z",
            "data": [
                "contactId": "contact_456", "identifier": "john@example.com", "customFields": fields,
                "tags": ["client", "active_project", "us"],
            ],
        ])
        #expect(
            item
                == DeliveryItem(
                    kind: .contactUpdated, key: "contact.updated/contact_456/2025-01-15T10:30:00Z",
                    identifiers: [
                        ContactIdentifier(.provider(.respondIO), "contact_456"),
                        ContactIdentifier(.email, "john@example.com"),
                    ], conversation: nil, occurredAt: Timestamp("2025-01-15T10:30:00Z")))
        var contact = ContactProfile()
        contact.providerID = "contact_456"
        contact.email = "john@example.com"
        contact.tags = ["client", "active_project", "us"]
        contact.customFields = fields.object
        #expect(fact == .contactUpdated(ContactUpdated(contact: contact)))
    }

    @Test(
        "a conversation's status and assignee are read",
        arguments: [
            ("open", "user_789", .open, .some(Assignee(id: "user_789"))), ("closed", .null, .closed, .some(nil)),
            ("close", "", .closed, .some(nil)), ("archived", nil, .archived, nil),
            ("snoozed", 12, nil, .some(Assignee(id: "12"))), (.null, nil, nil, nil),
        ] as [(JSON, JSON?, ConversationUpdated.Status?, Assignee??)])
    func conversations(
        _ status: JSON, _ assigneeID: JSON?, _ expected: ConversationUpdated.Status?, _ assignee: Assignee??
    ) throws {
        var data: JSONObject = [
            "conversationId": "conv_123", "contactId": "contact_456", "status": status, "channel": "whatsapp",
        ]
        data["assigneeId"] = assigneeID
        let (_, item, fact) = try readRespondIO([
            "event": "conversation.updated", "timestamp": "2025-01-15T10:30:00Z", "data": .object(data),
        ])
        #expect(item?.key == "conversation.updated/conv_123/2025-01-15T10:30:00Z")
        #expect(item?.conversation == "conv_123")
        var contact = ContactProfile()
        contact.providerID = "contact_456"
        #expect(
            fact
                == .conversationUpdated(
                    ConversationUpdated(
                        status: expected, contact: contact, channel: Channel(medium: .whatsApp), assignee: assignee)))
    }

    @Test(
        "a conversation is assigned to somebody or to nobody",
        arguments: [
            ("user_789", Assignee(id: "user_789")), (789, Assignee(id: "789")), (.null, nil),
        ] as [(JSON, Assignee?)])
    func assignments(_ id: JSON, _ assignee: Assignee?) throws {
        let data: JSON = ["conversationId": "conv_123", "contactId": 456, "assigneeId": id]
        let (_, item, fact) = try readRespondIO([
            "event": "conversation.assigned", "timestamp": 1_736_937_000, "data": data,
        ])
        #expect(item?.kind == .conversationAssigned)
        #expect(item?.occurredAt == Timestamp(seconds: 1_736_937_000))
        var contact = ContactProfile()
        contact.providerID = "456"
        #expect(fact == .conversationAssigned(ConversationAssigned(assignee: assignee, contact: contact)))
    }

    @Test func `an assignment that names the conversation alone is its contact's`() throws {
        let (_, item, fact) = try readRespondIO([
            "event": "conversation.assigned", "timestamp": "2025-01-15T10:30:00Z",
            "data": ["conversationId": "conv_123", "assigneeId": "user_789"],
        ])
        #expect(item?.identifiers == [ContactIdentifier(.conversation(.respondIO), "conv_123")])
        #expect(item?.conversation == "conv_123")
        #expect(
            fact
                == .conversationAssigned(
                    ConversationAssigned(assignee: Assignee(id: "user_789"), contact: ContactProfile())))
    }
}
