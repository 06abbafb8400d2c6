import Ledger
import Testing
import Vocabulary

struct SelectionTests {
    /// 120 events: two tenants by turns, three kinds, four conversations, five subjects of the first tenant.
    private static func with(
        _ body: (Ledger, _ events: [EventHeader], _ talks: [ConversationID], _ subjects: [SubjectID]) async throws ->
            Void
    ) async throws {
        let other = try #require(TenantID("other"))
        let kinds: [EventKind] = [.noteAdded, .taskCreated, .stateSynced]
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let own = try await ledger.subjects(
                    (0..<5).map { SubjectRequest(tenant: .default, identifiers: [ContactIdentifier(.phone, "\($0)")]) })
                let theirs = try await ledger.contact(tenant: other)
                let talks = (0..<4).map { ledger.conversation(.default, .daybook, "\($0)") }
                let drafts = (0..<120).map { number in
                    EventDraft.note(
                        "\(number)", about: number % 2 == 0 ? own[number % 5] : theirs, kind: kinds[number % 3],
                        tenant: number % 2 == 0 ? .default : other,
                        conversation: number % 2 == 0 ? talks[number / 2 % 4] : nil)
                }
                _ = try await ledger.append(drafts)
                let events = try await ledger.reader.events(EventSelection())
                try await body(ledger, events.map(\.header), talks, own)
            }
        }
    }

    @Test func `each selection gives what its members say`() async throws {
        try await Self.with { ledger, events, talks, subjects in
            #expect(events.count == 120)
            let other = try #require(TenantID("other"))
            let selections: [EventSelection] = [
                EventSelection(), EventSelection(from: Position(7), before: Position(19)),
                EventSelection(tenant: other), EventSelection(kinds: [.taskCreated]),
                EventSelection(kinds: [.taskCreated, .stateSynced]), EventSelection(kinds: []),
                EventSelection(subject: subjects[2]), EventSelection(conversation: talks[1]),
                EventSelection(subject: subjects[2], conversation: talks[1]),
                EventSelection(tenant: other, conversation: talks[1]),
                EventSelection(from: Position(50), tenant: .default, kinds: [.noteAdded], conversation: talks[3]),
                EventSelection(from: Position(60), before: Position(90), kinds: [.noteAdded], subject: subjects[0]),
                EventSelection(limit: 0), EventSelection(limit: 9), EventSelection(subject: subjects[1], limit: 3),
                EventSelection(from: Position(120)), EventSelection(from: Position(.max)),
            ]
            for selection in selections {
                let expected = events.filter { selection.matches($0) }.prefix(selection.limit)
                let found = try await ledger.reader.events(selection)
                #expect(found.map(\.header) == Array(expected), "\(selection)")
            }
        }
    }

    @Test func `pages follow one another without a gap`() async throws {
        try await Self.with { ledger, events, _, _ in
            var pages: [Int64] = []
            var next = Position.first
            while true {
                let page = try await ledger.reader.events(
                    EventSelection(from: next, kinds: [.noteAdded, .taskCreated], limit: 7))
                guard let last = page.last else { break }
                pages += page.map(\.header.position.rawValue)
                next = last.header.position.next
            }
            #expect(pages == events.filter { $0.kind != .stateSynced }.map(\.position.rawValue))
        }
    }
}

extension EventSelection {
    /// What the selection means, event by event.
    fileprivate func matches(_ header: EventHeader) -> Bool {
        header.position >= from && before.map { header.position < $0 } ?? true
            && tenant.map { header.tenant == $0 } ?? true && kinds.map { $0.contains(header.kind) } ?? true
            && subject.map { header.subject == $0 } ?? true
            && conversation.map { header.conversation == $0 } ?? true
    }
}
