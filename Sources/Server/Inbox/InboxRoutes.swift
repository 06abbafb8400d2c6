import Hummingbird
import Inbox
import Vocabulary

/// The inbox, on the paths and with the fields of the Twilio WhatsApp inbox that its callers know.
struct InboxRoutes: Sendable {
    let queries: InboxQueries
    let tenants: TenantDirectory

    private static let limits = 1...500
    private static let offsets = 0...1_000_000

    /// For the key's own tenant or the default one, and for any other below `/t/{tenant}`.
    var routes: [Route] {
        ["", "/t/{tenant}"].flatMap { prefix in
            [
                Route.keyed(.inbox, .get, "\(prefix)/api/whatsapp/inbox") { request, context, principal in
                    try await inbox(request, of: try tenants.tenant(of: context, for: principal))
                },
                Route.keyed(.inbox, .get, "\(prefix)/api/whatsapp/conversation/{phone}") {
                    request, context, principal in
                    try await conversation(request, context, of: try tenants.tenant(of: context, for: principal))
                },
            ]
        }
    }

    /// A page of all messages, newest first.
    private func inbox(_ request: Request, of tenant: TenantID) async throws -> Response {
        let query = try Query(request.uri.query)
        let messages = try await queries.messages(
            of: tenant, limit: try query.number("limit", in: Self.limits, otherwise: 50),
            offset: try query.number("offset", in: Self.offsets, otherwise: 0))
        return Response(json: [
            "success": true, "messages": .array(messages.map(\.json)), "count": .integer(Int64(messages.count)),
        ])
    }

    /// The messages with one phone number, oldest first.
    private func conversation(
        _ request: Request, _ context: ServerContext, of tenant: TenantID
    ) async throws -> Response {
        let phone = try Query.decoded(context.parameters.get("phone") ?? "", isForm: false)
        let query = try Query(request.uri.query)
        let messages = try await queries.thread(
            of: tenant, phone: phone,
            limit: try query.number("limit", in: Self.limits, otherwise: Self.limits.upperBound))
        return Response(json: [
            "success": true, "phone_number": .string(phone), "messages": .array(messages.map(\.json)),
            "count": .integer(Int64(messages.count)),
        ])
    }
}
