import Curl
import Ledger
import Postgres
import Providers
import Server
import Testing
import Vocabulary

@Suite(.serialized) struct ConversationRouteTests {
    /// A few conversations of Respond.io, and whoever may read and write at the desk.
    private func withDesk(_ body: @escaping @Sendable (TestServer, HTTPHeaders, [JSON]) async throws -> Void)
        async throws
    {
        try await TestServer.run { server in
            for index in 0..<6 {
                let webhook = try server.sample(.respondIO, "message.received", index: index)
                _ = try await server.deliver(webhook, to: "/webhook/respond-io")
            }
            let key = try await server.key(.inbox)
            var list = try await server.send(.get, "/v1/conversations?at_least=5", headers: key)
            // On a machine with much else to do the first events may take longer than a read waits: whoever is told so asks again.
            for _ in 0..<30 where list.status == 503 {
                #expect(list.errorCode == "behind")
                list = try await server.send(.get, "/v1/conversations?at_least=5", headers: key)
            }
            #expect(list.status == 200)
            try await body(server, key, try #require(try list.json["conversations"]?.array))
        }
    }

    private static func id(_ conversation: JSON) throws -> String { try #require(conversation["id"]?.string) }

    private static func body(_ json: JSON) -> [UInt8] { json.serialized() }

    @Test func `A read that names a position sees what was written before it`() async throws {
        try await withDesk { server, key, conversations in
            #expect(!conversations.isEmpty)
            #expect(conversations.compactMap { $0["messages"]?["inbound"]?.integer }.reduce(0, +) == 6)
            let never = try await server.send(.get, "/v1/conversations?at_least=x", headers: key)
            #expect(never.status == 400)
            let late = try await server.send(.get, "/v1/messages?at_least=1000", headers: key)
            #expect(late.status == 400)
            #expect(late.errorCode == "bad_request")
        }
    }

    @Test func `Pages of conversations and of messages follow each other without gap or overlap`() async throws {
        try await withDesk { server, key, conversations in
            var (paged, next): ([JSON], String?) = ([], nil)
            repeat {
                let path = "/v1/conversations?limit=1" + (next.map { "&after=\($0)" } ?? "")
                let page = try await server.send(.get, path, headers: key).json
                paged += page["conversations"]?.array ?? []
                next = page["next"]?.string
            } while next != nil && paged.count < 20
            #expect(paged == conversations)
            let all = try await server.send(.get, "/v1/messages", headers: key).json["messages"]?.array ?? []
            #expect(all.count == 6)
            (paged, next) = ([], nil)
            repeat {
                let path = "/v1/messages?limit=2" + (next.map { "&after=\($0)" } ?? "")
                let page = try await server.send(.get, path, headers: key).json
                paged += page["messages"]?.array ?? []
                next = page["next"]?.string
            } while next != nil && paged.count < 20
            #expect(paged == all)
        }
    }

    @Test func `A conversation is read with its messages, and marked as read`() async throws {
        try await withDesk { server, key, conversations in
            let first = try #require(conversations.first)
            let path = "/v1/conversations/\(try Self.id(first))"
            let unread = try #require(first["unread"]?.integer)
            #expect(unread > 0)
            let messages = try await server.send(.get, path + "/messages", headers: key).json["messages"]?.array ?? []
            #expect(messages.count == Int(unread))
            #expect(messages.allSatisfy { $0["read"]?.bool == false })

            let answer = try await server.send(.post, path + "/read", headers: key)
            #expect(answer.status == 200)
            let position = try #require(try answer.json["position"]?.integer)
            let read = try await server.send(.get, path + "?at_least=\(position)", headers: key).json
            #expect(read["unread"]?.integer == 0)
            let again = try await server.send(.post, path + "/read", headers: key)
            #expect(try again.json["position"] == .null)
            let kinds = try await server.kinds()
            #expect(kinds.count { $0 == .messagesRead } == 1)
            let seen = try await server.send(.get, path + "/messages", headers: key).json["messages"]?.array ?? []
            #expect(seen.allSatisfy { $0["read"]?.bool == true })
            let filtered = try await server.send(.get, "/v1/conversations?unread=true", headers: key).json
            #expect(filtered["conversations"]?.array?.count == conversations.count - 1)
        }
    }

    @Test func `mark-read marks every message from a phone number`() async throws {
        try await withDesk { server, key, conversations in
            let phones = conversations.compactMap { $0["contact"]?["phone"]?.string }
            let phone = try #require(phones.first)
            let body = Self.body(["phone_number": .string(phone)])
            let answer = try await server.send(.post, "/api/whatsapp/mark-read", headers: key, body: body)
            #expect(answer.status == 200)
            #expect(try answer.json["success"]?.bool == true)
            #expect(try #require(try answer.json["count"]?.integer) > 0)
            let position = try #require(try answer.json["position"]?.integer)
            let thread = try await server.send(
                .get, "/api/whatsapp/conversation/\(phone)?at_least=\(position)", headers: key)
            let messages = try thread.json["messages"]?.array ?? []
            #expect(!messages.isEmpty && messages.allSatisfy { $0["status"]?.string == "read" })
            let again = try await server.send(.post, "/api/whatsapp/mark-read", headers: key, body: body)
            #expect(try again.json["count"]?.integer == 0)
            for wrong in ["", "{}", "[]", "{", #"{"phone_number":7}"#, #"{"phone_number":""}"#] {
                let refused = try await server.send(
                    .post, "/api/whatsapp/mark-read", headers: key, body: [UInt8](wrong.utf8))
                #expect(refused.status == 400, "\(wrong)")
            }
        }
    }

    @Test func `A note is recorded once under its key, and shown with the conversation`() async throws {
        try await withDesk { server, key, conversations in
            let path = "/v1/conversations/\(try Self.id(try #require(conversations.first)))"
            var headers = key
            headers.append("Idempotency-Key", "n1")
            let note = Self.body(["text": "Ring back", "author": "Grace"])
            let first = try await server.send(.post, path + "/notes", headers: headers, body: note)
            #expect(first.status == 201)
            let second = try await server.send(.post, path + "/notes", headers: headers, body: note)
            #expect(try second.json["position"] == first.json["position"])
            let other = try await server.send(
                .post, path + "/notes", headers: headers, body: Self.body(["text": "Don't"]))
            #expect(other.status == 409)
            let shown = try await server.send(.get, path, headers: key).json["notes"]?.array
            #expect(shown?.count == 1)
            #expect(shown?.first?["text"]?.string == "Ring back")
            #expect(shown?.first?["author"]?["name"]?.string == "Grace")
            #expect(try await server.send(.post, path + "/notes", headers: key, body: Self.body([:])).status == 400)
        }
    }

    @Test func `What was found out of a message is shown with it, and can be asked for`() async throws {
        try await withDesk { server, key, conversations in
            let messages = try await server.send(.get, "/v1/messages", headers: key).json["messages"]?.array ?? []
            let message = try #require(messages.last)
            let position = try #require(message["position"]?.integer)
            let header = try #require(
                try await server.ledger.reader.events(.init(from: Position(position), limit: 1)).first?.header)
            let reference = MessageReference(
                source: .respondIO, messageID: try #require(message["message_id"]?.string), position: header.position,
                occurredAt: header.occurredAt)
            let analysis = MessageAnalyzed(
                message: reference, summary: "wants a call", sentiment: .urgent, urgency: 9, isActionRequired: true)
            let task = TaskCreated(taskID: "t1", title: "Call", message: reference)
            let receipts = try await server.ledger.append([
                EventDraft(
                    tenant: .default, kind: .messageAnalyzed, source: .daybook, key: "a", subject: header.subject,
                    conversation: header.conversation, actor: .pipeline(version: "test"),
                    cause: .event(header.position),
                    body: DaybookRecord.body(of: analysis)),
                EventDraft(
                    tenant: .default, kind: .taskCreated, source: .daybook, key: "t", subject: header.subject,
                    conversation: header.conversation, actor: .pipeline(version: "test"),
                    cause: .event(header.position),
                    body: DaybookRecord.body(of: task)),
            ])
            let last = try #require(receipts.map(\.receipt.position).max())
            for query in ["filter=tasks", "sentiment=urgent", "filter=tasks&sentiment=urgent&channel=whatsapp"] {
                let path = "/v1/messages?\(query)&at_least=\(last)"
                let found = try await server.send(.get, path, headers: key).json["messages"]?.array ?? []
                let expected = query.contains("channel") && message["channel"]?["medium"]?.string != "whatsapp" ? 0 : 1
                #expect(found.count == expected, "\(query)")
                #expect(found.allSatisfy { $0["analysis"]?["summary"]?.string == "wants a call" })
            }
            let inbox = try await server.send(.get, "/api/whatsapp/inbox?filter=tasks", headers: key).json
            let row = try #require(inbox["messages"]?.array?.first)
            #expect(row["ai_sentiment"]?.string == "urgent")
            #expect(row["task_created"]?.bool == true)
            #expect(row["created_task_id"]?.string == "t1")
            #expect(row["processed"]?.bool == true)
            let conversations = try await server.send(
                .get, "/v1/conversations?tasks=true&sentiment=urgent", headers: key)
            let conversation = try #require(try conversations.json["conversations"]?.array?.first)
            #expect(conversation["open_tasks"] == ["t1"])
            #expect(conversation["urgency"]?.integer == 9)
            #expect(try await server.send(.get, "/v1/messages?filter=voice", headers: key).json["messages"] == [])
            for wrong in ["filter=x", "sentiment=sad"] {
                #expect(try await server.send(.get, "/v1/messages?\(wrong)", headers: key).status == 400)
                #expect(try await server.send(.get, "/api/whatsapp/inbox?\(wrong)", headers: key).status == 400)
            }
        }
    }

    @Test func `A conversation that isn't there, or is another tenant's, is not found`() async throws {
        try await withDesk { server, key, conversations in
            let id = try Self.id(try #require(conversations.first))
            let acme = try await server.key(.inbox, tenant: TenantID("acme"))
            for (path, headers) in [
                ("/v1/conversations/x", key), ("/v1/conversations/\(id)", acme),
                ("/v1/conversations/00000000-0000-8000-8000-000000000000/messages", key),
            ] {
                let answer = try await server.send(.get, path, headers: headers)
                #expect(answer.status == 404)
            }
            let empty = try await server.send(.get, "/v1/conversations", headers: acme).json
            #expect(empty == ["conversations": [], "next": .null])
            // The database knows no time of the year -7537.
            let early = "after=-300000000000000000.6f1a2b3c-4d5e-8f60-9a7b-8c9d0e1f2a3b"
            for wrong in ["limit=0", "after=x", "status=gone", "unread=maybe", "sentiment=sad", early] {
                #expect(
                    try await server.send(.get, "/v1/conversations?\(wrong)", headers: key).status == 400, "\(wrong)")
            }
        }
    }

    @Test func `Search finds words in messages`() async throws {
        try await withDesk { server, key, _ in
            let all = try await server.send(.get, "/v1/messages", headers: key).json["messages"]?.array ?? []
            let words = all.compactMap { $0["text"]?.string }.joined(separator: " ").split { !$0.isLetter }
            let word = try #require(words.filter { $0.utf8.allSatisfy { $0 < 128 } }.max { $0.count < $1.count })
            let found = try await server.send(.get, "/v1/messages?q=\(word)", headers: key).json
            let texts = found["messages"]?.array?.compactMap { $0["text"]?.string } ?? []
            #expect(!texts.isEmpty && texts.allSatisfy { $0.lowercased().contains(word.lowercased()) })
            let nothing = try await server.send(.get, "/v1/messages?q=xyzzyplugh", headers: key).json
            #expect(nothing == ["messages": [], "next": .null])
        }
    }

    @Test func `Tables of another version are no server error: the answer says that a rebuild is due`() async throws {
        try await withDesk { server, key, _ in
            try await server.owner.execute("ALTER TABLE inbox_messages DROP COLUMN medium")
            for path in ["/v1/messages", "/api/whatsapp/inbox"] {
                let answer = try await server.send(.get, path, headers: key)
                #expect(answer.status == 503)
                #expect(answer.errorCode == "rebuild_due")
            }
            // What doesn't need the column goes on.
            #expect(try await server.send(.get, "/v1/conversations", headers: key).status == 200)
        }
    }
}
