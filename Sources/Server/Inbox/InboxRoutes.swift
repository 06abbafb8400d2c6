import Hummingbird
import Inbox
import ProjectionEngine
import Vocabulary

/// The inbox, on the paths and with the fields of the Twilio WhatsApp inbox that its callers know.
struct InboxRoutes: Sendable {
    let queries: InboxQueries
    let tenants: TenantDirectory
    let position: ReadPosition
    let desk: Desk

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
                Route.keyed(.inbox, .post, "\(prefix)/api/whatsapp/mark-read") { request, context, principal in
                    try await markRead(
                        request, of: try tenants.tenant(of: context, for: principal), by: principal)
                },
            ]
        }
    }

    /// A page of all messages, or of those that `filter` and `sentiment` name, newest first.
    private func inbox(_ request: Request, of tenant: TenantID) async throws -> Response {
        let query = try Query(request.uri.query)
        try await position.wait(for: InboxProjection.projection.name, query)
        let messages = try await queries.messages(
            of: tenant, try MessageFilter(query), limit: try query.number("limit", in: Self.limits, otherwise: 50),
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
        try await position.wait(for: InboxProjection.projection.name, query)
        let messages = try await queries.thread(
            of: tenant, phone: phone,
            limit: try query.number("limit", in: Self.limits, otherwise: Self.limits.upperBound))
        return Response(json: [
            "success": true, "phone_number": .string(phone), "messages": .array(messages.map(\.json)),
            "count": .integer(Int64(messages.count)),
        ])
    }

    /// Marks the messages from a phone number as read, in every conversation with it.
    private func markRead(_ request: Request, of tenant: TenantID, by principal: Principal) async throws -> Response {
        let phone = try await request.object().required("phone_number", atMost: 100)
        let unread = try await queries.conversations(of: tenant, phone: phone).filter { $0.state.unread.count > 0 }
        let position = try await desk.markRead(unread, by: principal)
        return Response(json: [
            "success": true, "phone_number": .string(phone),
            "count": .integer(unread.reduce(0) { $0 + $1.state.unread.count }),
            "position": position.map { .integer($0.rawValue) } ?? .null,
        ])
    }
}
