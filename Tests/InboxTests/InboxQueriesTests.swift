import Inbox
import Ledger
import ProjectionEngine
import ProjectionTestSupport
import Testing
import Vocabulary

struct InboxQueriesTests {
    /// Sample traffic of two tenants, folded.
    private func withInbox(_ body: (TestLog, InboxQueries) async throws -> Void) async throws {
        try await TestLog.with { log in
            var (ours, theirs) = (TestTraffic(into: log, seed: 5), TestTraffic(into: log, seed: 6))
            try await ours.flow(120)
            try await theirs.flow(40, tenant: try #require(TenantID("other")))
            try await log.following(InboxProjection.projection) {
                try await log.catchUp(InboxProjection.projection)
                try await body(log, InboxQueries(pool: log.pool))
            }
        }
    }

    @Test func `pages of messages go from the newest to the oldest, whole and without repetition`() async throws {
        try await withInbox { _, inbox in
            let all = try await inbox.messages(of: .default, limit: 1000)
            #expect(all.count > 50)
            #expect(
                all
                    == all.sorted {
                        ($0.message.occurredAt, $0.message.position) > ($1.message.occurredAt, $1.message.position)
                    })
            #expect(Set(all.map(\.key.tenant)) == [.default])
            var (byOffset, byCursor): ([InboxMessage], [InboxMessage]) = ([], [])
            while byOffset.count < all.count {
                byOffset += try await inbox.messages(of: .default, limit: 7, offset: byOffset.count)
                byCursor += try await inbox.messages(of: .default, limit: 7, before: byCursor.last?.cursor)
            }
            #expect(byOffset == all)
            #expect(byCursor == all)
        }
    }

    @Test func `the thread with a person is found by any form of the number, oldest first`() async throws {
        try await withInbox { _, inbox in
            let all = try await inbox.messages(of: .default, limit: 1000)
            let phone = try #require(all.compactMap(\.message.contact.phone).first { $0.hasPrefix("+") })
            let thread = try await inbox.thread(of: .default, phone: phone)
            #expect(thread == all.filter { $0.message.contact.phone == phone }.reversed())
            #expect(!thread.isEmpty)
            for form in [String(phone.dropFirst()), "00" + phone.dropFirst(), "whatsapp:\(phone)"] {
                #expect(try await inbox.thread(of: .default, phone: form) == thread)
            }
            #expect(try await inbox.thread(of: .default, phone: phone, limit: 1) == thread.suffix(1))
            #expect(try await inbox.thread(of: .default, phone: "+1999999999").isEmpty)
            #expect(try await inbox.thread(of: .default, phone: "nobody").isEmpty)
            #expect(
                try await inbox.conversations(of: .default, phone: phone).allSatisfy { $0.state.contact.phone == phone }
            )
        }
    }

    @Test func `conversations are paged, filtered and found with their threads`() async throws {
        try await withInbox { _, inbox in
            let all = try await inbox.conversations(of: .default, limit: 1000)
            #expect(all.count > 4)
            var paged: [InboxConversation] = []
            while paged.count < all.count {
                paged += try await inbox.conversations(of: .default, limit: 3, after: paged.last?.cursor)
            }
            #expect(paged == all)
            var filter = ConversationFilter()
            filter.medium = .whatsApp
            filter.isUnread = true
            let unread = try await inbox.conversations(of: .default, filter, limit: 1000)
            #expect(unread == all.filter { $0.state.channel?.medium == .whatsApp && $0.state.unread.count > 0 })
            #expect(!unread.isEmpty)
            for conversation in all {
                #expect(try await inbox.conversation(conversation.key) == conversation)
                let thread = try await inbox.thread(of: .default, conversation: conversation.key.conversation)
                let state = conversation.state
                #expect(thread.count == Int(state.inboundCount + state.outboundCount))
                #expect(thread.last?.message.occurredAt == state.lastMessage?.at)
                #expect(thread.filter { !$0.isRead }.count == Int(state.unread.count))
            }
        }
    }

    @Test func `reading a conversation marks its messages`() async throws {
        try await withInbox { log, inbox in
            var filter = ConversationFilter()
            filter.isUnread = true
            let unread = try #require(try await inbox.conversations(of: .default, filter).first)
            let last = try #require(unread.state.lastMessage)
            let position = try await log.read(unread.key.conversation, upTo: last.position)
            try await log.store.wait(for: "inbox", until: position, atMost: .seconds(10))
            #expect(try await inbox.conversation(unread.key)?.state.unread.count == 0)
            let thread = try await inbox.thread(of: .default, conversation: unread.key.conversation)
            #expect(thread.allSatisfy { $0.isRead })
        }
    }

    @Test func `words are found in texts and names, of one's own tenant`() async throws {
        try await withInbox { _, inbox in
            let all = try await inbox.messages(of: .default, limit: 1000)
            let long = try #require(all.first { ($0.message.content.text ?? "").split(separator: " ").count > 3 })
            let words = try #require(long.message.content.text).split { !$0.isLetter }.filter { $0.count > 3 }
                .joined(separator: " ")
            #expect(
                try await inbox.search(in: .default, for: words.uppercased(), limit: 1000)
                    .contains(long))
            let named = try #require(all.first { $0.message.contact.name != nil })
            let name = try #require(named.message.contact.name)
            let found = try await inbox.search(in: .default, for: name, limit: 1000)
            #expect(found.contains(named))
            #expect(found.allSatisfy { $0.key.tenant == .default })
            #expect(try await inbox.search(in: .default, for: "no such words anywhere").isEmpty)
            // Nothing that people type is a syntax error.
            for rubbish in ["", "\"", "' & | ! ( ) : *", "-", "or or", "a\0b"] {
                _ = try await inbox.search(in: .default, for: rubbish)
            }
        }
    }

    @Test func `notes stay with their conversation`() async throws {
        try await withInbox { log, inbox in
            try await log.note("call back", on: "here")
            let position = try await log.note("before noon", on: "here")
            try await log.store.wait(for: "inbox", until: position, atMost: .seconds(10))
            let key = ConversationKey(
                tenant: .default, conversation: log.ledger.conversation(.default, .daybook, "here"))
            #expect(try await inbox.notes(on: key).map(\.note.text) == ["call back", "before noon"])
            let elsewhere = ConversationKey(tenant: try #require(TenantID("other")), conversation: key.conversation)
            #expect(try await inbox.notes(on: elsewhere).isEmpty)
        }
    }
}
