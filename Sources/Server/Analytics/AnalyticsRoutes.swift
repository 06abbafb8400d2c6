import Analytics
import Hummingbird
import Ledger
import ProjectionEngine
import Vocabulary

/// The figures, on the paths and with the fields that the callers of the Twilio inbox and of the Izer webhooks know, and under `/v1`
/// cut into parts of time, in any time zone.
struct AnalyticsRoutes: Sendable {
    let queries: AnalyticsQueries
    let trace: AnalyticsTrace
    let position: ReadPosition
    let tenants: TenantDirectory

    /// For the key's own tenant or the default one, and for any other below `/t/{tenant}`.
    var routes: [Route] {
        ["", "/t/{tenant}"].flatMap { prefix in
            [
                Route.keyed(.inbox, .get, "\(prefix)/api/whatsapp/analytics") { request, context, principal in
                    let tenant = try tenants.tenant(of: context, for: principal)
                    return try await Self.besideLoops { try await totals(request, of: tenant) }
                },
                Route.keyed(.inbox, .get, "\(prefix)/stats") { request, context, principal in
                    let tenant = try tenants.tenant(of: context, for: principal)
                    return try await Self.besideLoops { try await statistics(request, of: tenant) }
                },
                Route.keyed(.inbox, .get, "\(prefix)/v1/analytics") { request, context, principal in
                    let tenant = try tenants.tenant(of: context, for: principal)
                    return try await Self.besideLoops { try await report(request, of: tenant) }
                },
                Route.keyed(.inbox, .get, "\(prefix)/v1/analytics/{metric}/events") { request, context, principal in
                    let tenant = try tenants.tenant(of: context, for: principal)
                    return try await Self.besideLoops { try await events(request, context, of: tenant) }
                },
            ]
        }
    }

    /// Adding up a month takes a while, in which an event loop would serve nobody else.
    private static func besideLoops(_ work: () async throws -> Response) async throws -> Response {
        try await withTaskExecutorPreference(globalConcurrentExecutor, operation: work)
    }

    /// The figures of all time, or from `from` to `to`.
    private func totals(_ request: Request, of tenant: TenantID) async throws -> Response {
        let query = try await query(request)
        let range = try AnalyticsQuery.range(query, otherwise: .all)
        let filter = try AnalyticsQuery.filter(query)
        async let contacts = queries.uniqueContacts(of: tenant, range, filter: filter)
        async let events = queries.events(of: tenant, range).mapValues(\.count)
        var report = try await queries.volumeReport(
            of: tenant, range, edges: [range.start, range.end], filter: filter)
        report.uniqueContacts = try await contacts
        let summary = AnalyticsSummary(report: report, events: try await events)
        return Response(json: ["success": true, "analytics": .object(summary.twilioFields)])
    }

    /// The figures of the last 24 hours, as `GET /stats` of the Izer webhooks told them.
    private func statistics(_ request: Request, of tenant: TenantID) async throws -> Response {
        _ = try await query(request)
        let range = AnalyticsRange.day(until: .now())
        async let events = queries.events(of: tenant, range).mapValues(\.count)
        let report = try await queries.report(of: tenant, range, edges: [range.start, range.end])
        return Response(json: AnalyticsSummary(report: report, events: try await events).statistics(of: range))
    }

    private func report(_ request: Request, of tenant: TenantID) async throws -> Response {
        let query = try AnalyticsQuery(try await query(request), otherwise: .month(until: .now()))
        try query.checkBuckets()
        guard try await queries.timeZones.contains(query.zone) else {
            throw APIError.badRequest(
                "The parameter tz must be the name of a time zone, like America/New_York or UTC.")
        }
        let edges = try await queries.edges(of: query.range, unit: query.unit, zone: query.zone)
        try query.check(edges: edges)
        async let events = queries.events(of: tenant, query.range).mapValues(\.count)
        let report = try await queries.report(of: tenant, query.range, edges: edges, filter: query.filter)
        return Response(json: report.json(query, events: try await events))
    }

    /// The events that a metric counts.
    private func events(
        _ request: Request, _ context: ServerContext, of tenant: TenantID
    ) async throws -> Response {
        guard let metric = context.parameters.get("metric").flatMap(Metric.init) else {
            let names = Metric.allCases.map(\.rawValue).joined(separator: ", ")
            throw APIError(.notFound, "not_found", "There is no such metric. There are: \(names).")
        }
        let query = try await query(request)
        let asked = try AnalyticsQuery(query, otherwise: .month(until: .now()))
        let after = try query.one("after", as: "a position") { text in
            Int64(text).flatMap { (0..<Int64.max).contains($0) ? Position($0) : nil }
        }
        let page = try await trace.page(
            metric, of: tenant, asked.range, filter: asked.filter, after: after,
            limit: try query.number("limit", in: EventQuery.limits, otherwise: EventQuery.defaultLimit))
        return Response(json: [
            "metric": .string(metric.rawValue), "from": .string(asked.range.start.description),
            "to": .string(asked.range.end.description), "events": .array(page.events),
            "next": page.next.map { .integer($0.rawValue) } ?? .null,
        ])
    }

    /// The parameters, once what they want to see is counted.
    private func query(_ request: Request) async throws -> Query {
        let query = try Query(request.uri.query)
        try await position.wait(for: AnalyticsProjection.projection.name, query)
        return query
    }
}
