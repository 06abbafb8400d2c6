import Hummingbird
import Ledger
import TenantLookup
import Vocabulary

/// What agents ask: to which business a phone number belongs, and where its conversation stands. On the paths and in the
/// envelopes of the conversation sync API.
///
/// A key of a tenant sees that tenant's sessions, one of no tenant sees all: who asks by a phone number doesn't know the
/// tenant yet. Another tenant's session isn't there for a key, rather than forbidden: not even that it exists is told.
struct LookupRoutes: Sendable {
    let queries: LookupQueries
    let transcripts: TranscriptQueries
    /// How long a session stays active after its last activity.
    let lifetime: Duration

    var routes: [Route] {
        [
            .keyed(.agent, .get, "/api/v1/whatsapp/lookup/tenant/{phone}") { _, context, principal in
                let session = try await queries.session(phone: try phone(context), of: principal.tenant)
                return answer(
                    session, "Tenant information retrieved successfully",
                    otherwise: "No tenant found for this phone number"
                ) { $0.tenantFields(isActive: isActive($0)) }
            },
            .keyed(.agent, .get, "/api/v1/whatsapp/lookup/conversation/{phone}") { _, context, principal in
                let session = try await queries.session(phone: try phone(context), of: principal.tenant)
                return conversation(session, otherwise: "No conversation found for this phone number")
            },
            .keyed(.agent, .get, "/api/v1/conversations/{id}") { _, context, principal in
                let id = try Query.decoded(context.parameters.get("id") ?? "", isForm: false)
                if let session = try await queries.session(id: id, of: principal.tenant) {
                    return conversation(session, otherwise: Self.noSession)
                }
                // The callers of the conversation webhook API ask for theirs here.
                if let transcript = try await transcripts.transcript(id: id, of: principal.tenant) {
                    return Response(json: transcript.json).tagged(transcript.state.last)
                }
                return conversation(nil, otherwise: Self.noSession)
            },
        ]
    }

    static let noSession = "No conversation found for this session"

    private func phone(_ context: ServerContext) throws(APIError) -> String {
        try Query.decoded(context.parameters.get("phone") ?? "", isForm: false)
    }

    private func isActive(_ session: LookupSession) -> Bool {
        session.isActive(at: .now(), lifetime: lifetime)
    }

    private func conversation(_ session: LookupSession?, otherwise missing: String) -> Response {
        answer(session, "Conversation retrieved successfully", otherwise: missing) {
            $0.conversationFields(isActive: isActive($0))
        }
    }

    private func answer(
        _ session: LookupSession?, _ found: String, otherwise missing: String, _ fields: (LookupSession) -> JSONObject
    ) -> Response {
        guard let session else { return Response(envelope: .nothing, missing, status: .notFound) }
        return Response(envelope: .success, found, data: .object(fields(session))).tagged(session.state.last)
    }
}
