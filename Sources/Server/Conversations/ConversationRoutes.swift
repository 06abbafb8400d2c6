import Hummingbird
import Inbox
import ProjectionEngine
import Vocabulary

/// Conversations with their messages and notes: Daybook's own API of the inbox.
struct ConversationRoutes: Sendable {
    let queries: InboxQueries
    let tenants: TenantDirectory
    let position: ReadPosition
    let desk: Desk

    private static let limits = 1...200
    /// The longest note, in bytes.
    private static let noteLength = 65_536

    /// For the key's own tenant or the default one, and for any other below `/t/{tenant}`.
    var routes: [Route] { ["", "/t/{tenant}"].flatMap { reads(below: $0) + writes(below: $0) } }

    private func reads(below prefix: String) -> [Route] {
        [
            .keyed(.inbox, .get, "\(prefix)/v1/conversations") { request, context, principal in
                try await list(request, of: try tenants.tenant(of: context, for: principal))
            },
            .keyed(.inbox, .get, "\(prefix)/v1/conversations/{conversation}") { request, context, principal in
                let conversation = try await conversation(request, context, principal)
                let notes = try await queries.notes(on: conversation.key)
                return Response(json: conversation.json(notes: notes))
            },
            .keyed(.inbox, .get, "\(prefix)/v1/conversations/{conversation}/messages") { request, context, principal in
                try await messages(request, of: try await conversation(request, context, principal))
            },
            .keyed(.inbox, .get, "\(prefix)/v1/messages") { request, context, principal in
                try await search(request, of: try tenants.tenant(of: context, for: principal))
            },
        ]
    }

    private func writes(below prefix: String) -> [Route] {
        [
            .keyed(.inbox, .post, "\(prefix)/v1/conversations/{conversation}/read") { request, context, principal in
                let conversation = try await conversation(request, context, principal)
                let position = try await desk.markRead([conversation], by: principal)
                return Response(json: ["position": position.map { .integer($0.rawValue) } ?? .null])
            },
            .keyed(.inbox, .post, "\(prefix)/v1/conversations/{conversation}/notes") { request, context, principal in
                let conversation = try await conversation(request, context, principal)
                let fields = try await request.object()
                let text = try fields.required("text", atMost: Self.noteLength)
                let position = try await desk.note(
                    text, author: try fields.optional("author", atMost: 200), on: conversation,
                    key: try request.idempotencyKey(), by: principal)
                return Response(json: ["position": .integer(position.rawValue)], status: .created)
            },
        ]
    }

    /// `{"conversations":[…],"next":…}`: `next` is what to give as `after` for the next page; null where there is none.
    private func list(_ request: Request, of tenant: TenantID) async throws -> Response {
        let query = try Query(request.uri.query)
        try await position.wait(for: InboxProjection.projection.name, query)
        let limit = try query.number("limit", in: Self.limits, otherwise: 50)
        // One more than asked for tells whether there is a next page.
        let found = try await queries.conversations(
            of: tenant, try ConversationFilter(query), limit: limit + 1,
            after: try query.one("after", as: "what next said") { ConversationCursor($0) })
        let page = found.prefix(limit)
        let next = found.count > limit ? page.last?.cursor.description : nil
        return Response(json: [
            "conversations": .array(page.map { $0.json() }), "next": next.map(JSON.string) ?? .null,
        ])
    }

    /// `{"messages":[…],"before":…}`, oldest first: `before` is what to give for the page before it.
    private func messages(_ request: Request, of conversation: InboxConversation) async throws -> Response {
        let query = try Query(request.uri.query)
        let limit = try query.number("limit", in: Self.limits, otherwise: 50)
        let found = try await queries.thread(
            of: conversation.key.tenant, conversation: conversation.key.conversation, limit: limit + 1,
            before: try query.one("before", as: "what before said") { MessageCursor($0) })
        let page = found.suffix(limit)
        let before = found.count > limit ? page.first?.cursor.description : nil
        return Response(json: ["messages": .array(page.map(\.record)), "before": before.map(JSON.string) ?? .null])
    }

    /// All messages, or those in which words are found, newest first.
    private func search(_ request: Request, of tenant: TenantID) async throws -> Response {
        let query = try Query(request.uri.query)
        try await position.wait(for: InboxProjection.projection.name, query)
        let limit = try query.number("limit", in: Self.limits, otherwise: 50)
        let cursor = try query.one("after", as: "what next said") { MessageCursor($0) }
        let found: [InboxMessage]
        if let words = try query.one("q") {
            guard words.utf8.count <= 1000 else { throw APIError.badRequest("The parameter q is too long.") }
            found = try await queries.search(in: tenant, for: words, limit: limit + 1, before: cursor)
        } else {
            found = try await queries.messages(
                of: tenant, try MessageFilter(query), limit: limit + 1, before: cursor)
        }
        let page = found.prefix(limit)
        let next = found.count > limit ? page.last?.cursor.description : nil
        return Response(json: ["messages": .array(page.map(\.record)), "next": next.map(JSON.string) ?? .null])
    }

    /// The conversation that the path names.
    ///
    /// - Throws: `APIError` (404) when the tenant has none of this id.
    private func conversation(
        _ request: Request, _ context: ServerContext, _ principal: Principal
    ) async throws -> InboxConversation {
        let tenant = try tenants.tenant(of: context, for: principal)
        try await position.wait(for: InboxProjection.projection.name, try Query(request.uri.query))
        guard let id = context.parameters.get("conversation").flatMap({ ConversationID($0) }),
            let conversation = try await queries.conversation(ConversationKey(tenant: tenant, conversation: id))
        else { throw APIError(.notFound, "not_found", "There is no conversation of this id.") }
        return conversation
    }
}
