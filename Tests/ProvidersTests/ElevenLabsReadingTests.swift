import Providers
import Testing
import Vocabulary

struct ElevenLabsReadingTests {
    /// In the form of ElevenLabs' reference of post-call webhooks.
    static let transcription: [UInt8] = Array(
        (#"{"type":"post_call_transcription","event_timestamp":1749416410,"data":{"agent_id":"agent_1","conversation_id":"conv_1","#
            + #""status":"done","user_id":"ada@example.com","transcript":["#
            + #"{"role":"agent","message":"How can I help?","tool_calls":[],"tool_results":[],"time_in_call_secs":0},"#
            + #"{"role":"user","message":"A table for two.","tool_calls":null,"tool_results":null,"time_in_call_secs":3},"#
            + #"{"role":"agent","message":null,"tool_calls":[{"tool_name":"keep_table"}],"time_in_call_secs":5},"#
            + #"{"role":"agent","message":"It is kept.","time_in_call_secs":9.5}],"#
            + #""metadata":{"start_time_unix_secs":1749416383,"call_duration_secs":22,"cost":296,"termination_reason":"","#
            + #""phone_call":{"direction":"inbound","agent_number":"+14155550100","external_number":"+16505551234","call_sid":"CA1"}},"#
            + #""analysis":{"call_successful":"success","transcript_summary":"A table was kept."}}}"#).utf8)

    private static func read(_ body: [UInt8]) throws -> Delivery {
        try WebhookReaders.elevenLabs.read(
            WebhookRequest(url: "https://example.com/", headers: ["Content-Type": "application/json"], body: body))
    }

    private static func facts(_ body: [UInt8]) throws -> [Fact] {
        let delivery = try read(body)
        return try delivery.items.map { item in
            guard case .verbatim(let headers, let bytes) = item.body ?? delivery.body else { return .other }
            return try WebhookReaders.elevenLabs.fact(kind: item.kind, headers: headers, bytes: bytes)
        }
    }

    /// A transcript with these members of its data.
    private static func body(_ members: String) -> [UInt8] {
        Array(#"{"type":"post_call_transcription","data":{"conversation_id":"conv_1",\#(members)}}"#.utf8)
    }

    private static var ada: ContactProfile {
        var contact = ContactProfile()
        contact.providerID = "ada@example.com"
        contact.phone = "+16505551234"
        contact.email = "ada@example.com"
        return contact
    }

    private static let channel = Channel(medium: .voice, id: "agent_1", address: "+14155550100")

    @Test func `each turn in which something is said is a message, and the whole closes the conversation`() throws {
        let delivery = try Self.read(Self.transcription)
        #expect(delivery.eventName == "post_call_transcription")
        #expect(delivery.items.map(\.key) == ["conv_1/0", "conv_1/1", "conv_1/3", "conv_1"])
        #expect(
            delivery.items.map(\.kind) == [.messageSent, .messageReceived, .messageSent, .conversationTranscribed])
        #expect(Set(delivery.items.map(\.conversation)) == ["conversation:conv_1"])
        let start: Int64 = 1_749_416_383_000_000
        #expect(
            delivery.items.map { $0.occurredAt?.microseconds } == [
                start, start + 3_000_000, start + 9_500_000, start + 22_000_000,
            ])
        #expect(
            Set(delivery.items.map(\.identifiers)) == [
                [
                    ContactIdentifier(.provider(.elevenLabs), "ada@example.com"),
                    ContactIdentifier(.phone, "+16505551234"), ContactIdentifier(.email, "ada@example.com"),
                ]
            ])
        let facts = try Self.facts(Self.transcription)
        var whole = ConversationTranscribed(
            conversationID: "conv_1",
            closing: ConversationUpdated(
                status: .closed, contact: Self.ada, channel: Self.channel, summary: "A table was kept."),
            messageCount: 3)
        whole.emailID = "ada@example.com"
        whole.agentID = "agent_1"
        whole.startedAt = Timestamp(microseconds: start)
        whole.duration = 22
        let sender = MessageSent.Sender(nature: .automation, source: "voice_agent", userID: "agent_1")
        #expect(
            facts == [
                .messageSent(
                    MessageSent(
                        messageID: "conv_1/0", contact: Self.ada, channel: Self.channel,
                        content: MessageContent(form: .text, text: "How can I help?"), sender: sender)),
                .messageReceived(
                    MessageReceived(
                        messageID: "conv_1/1", contact: Self.ada, channel: Self.channel,
                        content: MessageContent(form: .text, text: "A table for two."))),
                .messageSent(
                    MessageSent(
                        messageID: "conv_1/3", contact: Self.ada, channel: Self.channel,
                        content: MessageContent(form: .text, text: "It is kept."), sender: sender)),
                .conversationTranscribed(whole),
            ])
    }

    @Test func `a turn's body tells of no other, and stays the same when the webhook is sent again`() throws {
        let bodies = try Self.read(Self.transcription).items.map {
            String(decoding: $0.body?.content ?? [], as: UTF8.self)
        }
        #expect(bodies.map { $0.contains("A table for two.") } == [false, true, false, false])
        #expect(bodies.map { $0.contains("A table was kept.") } == [false, false, false, true])
        let later = String(decoding: Self.transcription, as: UTF8.self).replacing("1749416410", with: "1749420000")
        let again = try Self.read(Array(later.utf8)).items.map {
            String(decoding: $0.body?.content ?? [], as: UTF8.self)
        }
        #expect(again == bodies)
    }

    @Test func `a conversation in which nothing was said is one event`() throws {
        let delivery = try Self.read(Self.body(#""transcript":[]"#))
        #expect(delivery.items.map(\.kind) == [.conversationTranscribed])
        #expect(delivery.items[0].body == nil)
        #expect(try Self.facts(Self.body(#""transcript":[]"#)).count == 1)
    }

    @Test(
        "a caller is known by id and number, or is another one each time",
        arguments: [
            (#""user_id":"u-7""#, [ContactIdentifier(.provider(.elevenLabs), "u-7")]),
            (
                #""user_id":"+16505551234""#,
                [
                    ContactIdentifier(.provider(.elevenLabs), "+16505551234"),
                    ContactIdentifier(.phone, "+16505551234"),
                ]
            ),
            (
                #""conversation_initiation_client_data":{"dynamic_variables":{"system__caller_id":"+16505551234"}}"#,
                [ContactIdentifier(.phone, "+16505551234")]
            ),
            (#""agent_id":"a""#, [ContactIdentifier(.provider(.elevenLabs), "conversation:conv_1")]),
        ] as [(String, [ContactIdentifier])])
    func callers(_ members: String, _ expected: [ContactIdentifier]) throws {
        #expect(try Self.read(Self.body(members)).items.first?.identifiers == expected)
    }

    @Test(
        "times that can't be are the beginning, or none",
        arguments: [
            (#"{"start_time_unix_secs":1749416383,"call_duration_secs":-5}"#, 1_749_416_383_000_000),
            (#"{"start_time_unix_secs":1749416383,"call_duration_secs":1e300}"#, 1_749_416_383_000_000),
            (#"{"start_time_unix_secs":0,"call_duration_secs":5}"#, nil), ("{}", nil),
        ] as [(String, Int64?)])
    func times(_ metadata: String, _ expected: Int64?) throws {
        let item = try Self.read(Self.body(#""metadata":\#(metadata)"#)).items[0]
        #expect(item.occurredAt?.microseconds == expected)
    }

    @Test(
        "a recording, and a call that didn't come about, are kept as deliveries",
        arguments: [
            #"{"type":"post_call_audio","data":{"conversation_id":"conv_1","full_audio":"SUQz"}}"#,
            #"{"type":"call_initiation_failure","data":{"conversation_id":"conv_1","failure_reason":"busy"}}"#,
            #"{"type":"something_new","data":{}}"#,
        ])
    func others(_ body: String) throws {
        #expect(try Self.read(Array(body.utf8)).items.isEmpty)
    }

    @Test(
        "what isn't a webhook of ElevenLabs', or can't be told apart, is refused",
        arguments: [
            "", "[]", "{}", #"{"type":"post_call_transcription"}"#, #"{"type":"post_call_transcription","data":{}}"#,
            #"{"type":"post_call_transcription","data":{"conversation_id":"c","transcript":[1]}}"#,
            #"{"type":"post_call_transcription","data":{"conversation_id":"c","transcript":[{"message":"x"}]}}"#,
        ])
    func refused(_ body: String) {
        #expect(throws: UnreadableDelivery.self) { try Self.read(Array(body.utf8)) }
    }
}
