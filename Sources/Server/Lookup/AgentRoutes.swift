import HTTPTypes
import Hummingbird
import Ledger
import Providers
import TenantLookup
import Vocabulary

/// What agents say of their conversations: that one has begun, where it stands, what was said, which order came out of it. On the
/// paths and in the envelopes of the conversation sync API, its new endpoints and its old ones.
///
/// Each call is an event of its own, so that nothing intermediate is lost. With `If-Match` it is recorded only while the conversation
/// is as the caller has read it; with an `Idempotency-Key` it is recorded once, however often it is sent.
struct AgentRoutes: Sendable {
    let desk: AgentDesk
    let tenants: TenantDirectory

    var routes: [Route] {
        let (agent, old) = ("/api/v1/whatsapp/agent/conversations/{id}", "/api/v1/conversations/{id}")
        return [
            .keyed(.agent, .post, "/api/v1/conversations") { request, _, principal in
                try await open(request, principal)
            },
            .keyed(.agent, .put, "\(agent)/sync") { request, context, principal in
                try await record(request, context, principal, "Conversation synced successfully from agent") {
                    try AgentFields($0).sync(of: $1)
                }
            },
            .keyed(.agent, .patch, "\(old)/intent") { request, context, principal in
                try await record(request, context, principal, "Intent updated successfully") {
                    try AgentFields($0).intent(of: $1)
                }
            },
            .keyed(.agent, .patch, "\(old)/context") { request, context, principal in
                try await record(request, context, principal, "Context updated successfully") {
                    try AgentFields($0).context(of: $1)
                }
            },
        ]
            + [agent, old].flatMap { path in
                [
                    Route.keyed(.agent, .post, "\(path)/messages") { request, context, principal in
                        try await record(request, context, principal, "Message added successfully") {
                            try AgentFields($0).message(of: $1)
                        }
                    },
                    Route.keyed(.agent, .post, "\(path)/orders") { request, context, principal in
                        try await record(request, context, principal, "Order linked successfully") {
                            try AgentFields($0).order(of: $1)
                        }
                    },
                ]
            }
    }

    /// Begins a conversation, or tells of the one that the person has already.
    private func open(_ request: Request, _ principal: Principal) async throws -> Response {
        let fields = AgentFields(try await request.object())
        let wish = try fields.opening()
        let tenant = try tenant(of: wish, for: principal)
        if let session = try await desk.current(like: wish, in: tenant) {
            return answer(session, "Conversation is active already")
        }
        let session = try await desk.open(wish, in: tenant, key: try request.idempotencyKey(), by: principal)
        return answer(session, "Conversation created successfully", status: .created)
    }

    /// The key's own tenant; else the one that the agent names as its business, where there is one of that name; else the default one.
    ///
    /// - Throws: `APIError` (400) when it is none of these.
    private func tenant(of wish: StateSynced, for principal: Principal) throws(APIError) -> TenantID {
        if let own = principal.tenant { return own }
        let candidates = [wish.subDomain.flatMap { TenantID($0) }, .default].compactMap(\.self)
        guard let tenant = candidates.first(where: { tenants.secrets[$0] != nil }) else {
            throw .badRequest("Whose conversation it is isn't said: use a key of one tenant, or name it as subDomain.")
        }
        return tenant
    }

    /// Records what a request says of the session that its path names.
    private func record(
        _ request: Request, _ context: ServerContext, _ principal: Principal, _ done: String,
        _ fact: @Sendable (JSONObject, _ session: String) throws -> any RecordFact
    ) async throws -> Response {
        let id = try Query.decoded(context.parameters.get("id") ?? "", isForm: false)
        let fields = try await request.object()
        let fact = try fact(fields, id)
        let subDomain = try AgentFields(fields).subDomain
        guard let session = try await desk.session(id, of: principal.tenant),
            subDomain == nil || session.state.subDomain == nil || subDomain == session.state.subDomain
        else { return Response(envelope: .nothing, LookupRoutes.noSession, status: .notFound) }
        let change = AgentDesk.Change(
            fact: fact, key: try request.idempotencyKey(), ifMatch: try EntityTags(request.headers[.ifMatch]))
        return answer(try await desk.record(change, on: session, id: id, by: principal), done)
    }

    private func answer(_ session: LookupSession, _ message: String, status: HTTPResponse.Status = .ok) -> Response {
        let fields = session.conversationFields(isActive: session.isActive(at: .now(), lifetime: desk.lifetime))
        return Response(envelope: .success, message, data: .object(fields), status: status)
            .tagged(session.state.last)
    }
}
