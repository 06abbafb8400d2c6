import Contacts
import HTTPTypes
import Hummingbird
import ProjectionEngine
import Vocabulary

/// The contacts: who they are, what went on with them, who may be one person, and the decision that two are.
struct ContactRoutes: Sendable {
    let queries: ContactQueries
    let merging: ContactMerging
    let position: ReadPosition
    let tenants: TenantDirectory

    private static let limits = 1...200

    /// For the key's own tenant or the default one, and for any other below `/t/{tenant}`.
    var routes: [Route] {
        ["", "/t/{tenant}"].flatMap { prefix in
            [
                read("\(prefix)/v1/contacts", list),
                read("\(prefix)/v1/contacts/{id}", contact),
                read("\(prefix)/v1/contacts/{id}/timeline", timeline),
                read("\(prefix)/v1/contacts/{id}/suggestions", suggestions),
                Route.keyed(.inbox, .post, "\(prefix)/v1/contacts/{id}/merge") { request, context, principal in
                    try await change(.merge, request, context, principal)
                },
                Route.keyed(.inbox, .post, "\(prefix)/v1/contacts/{id}/unmerge") { request, context, principal in
                    try await change(.unmerge, request, context, principal)
                },
            ]
        }
    }

    private typealias Read = @Sendable (Query, ServerContext, TenantID) async throws -> Response

    /// A route that answers as of the position that the caller names.
    private func read(_ path: String, _ answer: @escaping Read) -> Route {
        Route.keyed(.inbox, .get, path) { request, context, principal in
            let tenant = try tenants.tenant(of: context, for: principal)
            let query = try Query(request.uri.query)
            try await position.wait(for: ContactsProjection.projection.name, query)
            return try await answer(query, context, tenant)
        }
    }

    /// `{"contacts":[…],"next":…}`: `next` is what to give as `after` for the next page; null where there is none.
    @Sendable private func list(_ query: Query, _ context: ServerContext, _ tenant: TenantID) async throws -> Response {
        var filter = ContactFilter()
        filter.words = try query.one("q")
        filter.tag = try query.one("tag")
        filter.type = try query.one("type", as: "client, expert or unknown") { ContactType(rawValue: $0) }
        filter.medium = try query.one("channel").map { Channel.Medium($0.lowercased()) }
        let cursor = try query.one("after", as: "the next of an earlier page") { ContactCursor(text: $0) }
        let page = try await queries.contacts(
            of: tenant, filter, limit: try query.number("limit", in: Self.limits, otherwise: 50), after: cursor)
        return Response(json: [
            "contacts": .array(page.contacts.map(\.json)), "next": page.next.map { .string($0.text) } ?? .null,
        ])
    }

    @Sendable private func contact(
        _ query: Query, _ context: ServerContext, _ tenant: TenantID
    ) async throws -> Response {
        Response(json: try await contact(context, tenant).json)
    }

    /// `{"entries":[…],"next":…}`, the latest first.
    @Sendable private func timeline(
        _ query: Query, _ context: ServerContext, _ tenant: TenantID
    ) async throws -> Response {
        let cursor = try query.one("after", as: "the next of an earlier page") { TimelineCursor(text: $0) }
        let limit = try query.number("limit", in: Self.limits, otherwise: 50)
        // One more than asked for tells whether there is a next page.
        let found = try await queries.timeline(
            of: try await contact(context, tenant), limit: limit + 1, after: cursor)
        let entries = found.prefix(limit)
        let next: JSON = found.count > limit ? entries.last.map { .string($0.cursor.text) } ?? .null : .null
        return Response(json: ["entries": .array(entries.map(\.json)), "next": next])
    }

    @Sendable private func suggestions(
        _ query: Query, _ context: ServerContext, _ tenant: TenantID
    ) async throws -> Response {
        let found = try await queries.suggestions(for: try await contact(context, tenant))
        return Response(json: ["suggestions": .array(found.map(\.json))])
    }

    private func change(
        _ change: ContactMerging.Change, _ request: Request, _ context: ServerContext, _ principal: Principal
    ) async throws -> Response {
        let tenant = try tenants.tenant(of: context, for: principal)
        let survivor = try Self.id(context)
        let body = try await request.object()
        guard let other = body["with"]?.string.flatMap(SubjectID.init) else {
            throw APIError.badRequest(#"Name the other contact: {"with":"<its id>"}."#)
        }
        let outcome = try await merging.record(
            change, other, survivor, in: tenant, by: principal, key: try request.idempotencyKey())
        return Response(json: [
            "id": .string(survivor.description), "with": .string(other.description),
            "merged": .bool(change == .merge), "position": outcome.map { .integer($0.rawValue) } ?? .null,
        ])
    }

    private func contact(_ context: ServerContext, _ tenant: TenantID) async throws -> Contact {
        let key = ContactKey(tenant: tenant, subject: try Self.id(context))
        guard let contact = try await queries.contact(key) else { throw APIError.unknownContact }
        return contact
    }

    private static func id(_ context: ServerContext) throws(APIError) -> SubjectID {
        guard let id = context.parameters.get("id").flatMap({ SubjectID($0) }) else { throw .unknownContact }
        return id
    }
}

extension APIError {
    static let unknownContact = APIError(.notFound, "not_found", "There is no such contact.")
}
