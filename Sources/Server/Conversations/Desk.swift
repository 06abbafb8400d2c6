import Cryptography
import HTTPTypes
import Inbox
import Ledger
import ProjectionEngine
import Providers
import Vocabulary

/// What people do with conversations, as events: reading them, writing notes on them.
struct Desk: Sendable {
    let ledger: Ledger
    let position: ReadPosition

    /// Records that conversations were read as far as they go. What was read before is left as it is.
    ///
    /// - Returns: the position of the last event that was recorded; `nil` when all had been read.
    func markRead(_ conversations: [InboxConversation], by principal: Principal) async throws -> Position? {
        var drafts: [EventDraft] = []
        for conversation in conversations {
            guard conversation.state.unread.count > 0, let last = conversation.state.lastMessage?.position else {
                continue
            }
            // A message that came late may stand behind the one that is shown as the last.
            let upTo = max(last, conversation.state.unread.latest.last ?? last)
            drafts.append(
                draft(
                    MessagesRead(upTo: upTo), key: "read:\(conversation.key.conversation):\(upTo)", on: conversation,
                    by: principal))
        }
        guard !drafts.isEmpty else { return nil }
        let position = try await ledger.append(drafts).map(\.receipt.position).max()
        if let position { await self.position.settle(InboxProjection.projection.name, at: position) }
        return position
    }

    /// Records a note.
    ///
    /// - Parameters:
    ///   - author: who wrote it; the key's id where nobody is named.
    ///   - key: the caller's own key of it, under which it is recorded once.
    /// - Throws: `APIError` (409) when another note was recorded under that key.
    func note(
        _ text: String, author: String?, on conversation: InboxConversation, key: String?, by principal: Principal
    ) async throws -> Position {
        let author = Assignee(id: author ?? "key:\(principal.keyID)", name: author)
        let note = NoteAdded(author: author, text: text, contact: ContactProfile())
        // Without a key each call is a note of its own.
        let key = key ?? SecureRandom.bytes(16).map { String($0, radix: 16) }.joined()
        let outcome = try await ledger.append([
            draft(
                note, key: "note:\(conversation.key.conversation):\(key)", on: conversation,
                by: principal)
        ])[0]
        if case .conflict = outcome {
            throw APIError(
                .conflict, "conflict", "Another note was recorded under this Idempotency-Key. Use a new key.")
        }
        await position.settle(InboxProjection.projection.name, at: outcome.receipt.position)
        return outcome.receipt.position
    }

    private func draft(
        _ fact: some RecordFact, key: String, on conversation: InboxConversation, by principal: Principal
    ) -> EventDraft {
        EventDraft(
            tenant: conversation.key.tenant, kind: type(of: fact).kind, source: .daybook, key: key,
            subject: conversation.state.subject, conversation: conversation.key.conversation,
            actor: .key(id: principal.keyID), body: DaybookRecord.body(of: fact))
    }
}
