import HTTPTypes
import Hummingbird
import Ledger
import Vocabulary

/// The ledger, for programs: page by page, or as it grows.
struct EventRoutes: Sendable {
    let reader: LedgerReader
    let head: HeadWatcher
    let keys: APIKeyStore
    let seats: FollowerSeats
    let heartbeat: Duration

    var routes: [Route] {
        [
            .keyed(.audit, .get, "/v1/events") { request, _, principal in
                Self.asksForStream(request.headers)
                    ? try follow(request, principal) : try await page(request, principal)
            }
        ]
    }

    static func asksForStream(_ headers: HTTPFields) -> Bool {
        headers[values: .accept].contains { value in
            value.split(separator: ",").contains { range in
                let type = range.prefix { $0 != ";" }
                return type.filter { $0 != " " }.lowercased() == "text/event-stream"
            }
        }
    }

    /// `{"events":[…],"next":…}`: `next` is what to give as `after` for the next page; null where there is none yet.
    private func page(_ request: Request, _ principal: Principal) async throws -> Response {
        let query = try EventQuery(try Query(request.uri.query), for: principal)
        // One more than asked for tells whether there is a next page.
        var selection = query.selection
        selection.limit += 1
        let page = try await EventPage(selection, opensBodies: query.opensBodies, from: reader)
        let events = page.events.prefix(query.selection.limit)
        let next: JSON =
            page.events.count > events.count
            ? events.last.map { .integer($0.stored.header.position.rawValue) } ?? .null : .null
        return Response(json: ["events": .array(events.map(\.json)), "next": next])
    }

    private func follow(_ request: Request, _ principal: Principal) throws -> Response {
        let query = try EventQuery(
            try Query(request.uri.query), lastEventID: request.headers[.lastEventID], for: principal)
        guard let seat = seats.take() else {
            throw APIError.unavailable(
                "too_many_followers", "As many follow the ledger as may. Try again later.", retryAfter: 30)
        }
        guard let token = Gate.token(in: request.headers) else { throw APIError.internalError }
        let stream = EventStream(reader: reader, head: head, query: query, heartbeat: heartbeat) { [keys] in
            do throws(APIKeyError) {
                return try await keys.authenticate(token).has(.audit)
            } catch {
                // While keys can't be checked, what was allowed stays so.
                return error == .unavailable
            }
        }
        let body = ResponseBody { writer in
            defer { withExtendedLifetime(seat) {} }
            try await stream.write(to: &writer)
            try await writer.finish(nil)
        }
        // A proxy that gathers the answer would hold events back.
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store", .xAccelBuffering: "no"], body: body)
    }
}
