import HTTPTypes
import Hummingbird
import Logging
import Postgres

/// What surrounds every request: its id, one form for all refusals, and its line in the log.
///
/// The line names the route's template, never the path or query that came, which may hold phone numbers.
struct Exchange: RouterMiddleware {
    /// Where the lines of requests that went well go.
    let level: Logger.Level
    /// Counts what no route was found for.
    let unrouted: RouteMeter

    func handle(
        _ request: Request, context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var context = context
        context.requestID = RequestID.of(request.headers[.requestID])
        context.logger[metadataKey: "hb.request.id"] = nil
        context.logger[metadataKey: "request"] = "\(context.requestID)"
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = refusal(error, context).response(requestID: context.requestID)
        }
        if (context.endpointPath ?? unrouted.route) == unrouted.route {
            unrouted.add(status: response.status.code, since: start)
        }
        response.headers[.requestID] = context.requestID
        // A refusal has a body as well, which must not follow a head that was all that was asked for.
        if request.method == .head { response = response.createHeadResponse() }
        let line = ExchangeLine(
            method: request.method.rawValue, route: context.endpointPath ?? "NotFound", status: response.status.code,
            start: start)
        if let length = response.body.contentLength {
            line.write(bytes: length, at: level, to: context.logger)
        } else {
            response.body = response.body.counted { [level, logger = context.logger] bytes in
                line.write(bytes: bytes, at: level, to: logger)
            }
        }
        return response
    }

    private func refusal(_ error: any Error, _ context: ServerContext) -> APIError {
        if let refusal = APIError(any: error) {
            // A failure of ours leaves its cause: what a database's error says is safe to log, its own words aren't in it.
            if refusal.status.kind == .serverError, let cause = error as? PostgresError {
                context.logger.error(
                    "request failed", metadata: ["error": "\(cause)", "sqlstate": "\(cause.sqlState ?? "-")"])
            }
            return refusal
        }
        // Only the type: the text of an error that nobody foresaw may hold anything.
        context.logger.error("request failed", metadata: ["error": "\(type(of: error))"])
        return .internalError
    }
}

/// A request's line in the log.
struct ExchangeLine: Sendable {
    var method: String
    var route: String
    var status: Int
    var start: ContinuousClock.Instant

    /// Writes the line; refusals stand out, and failures of the server's own more so.
    func write(bytes: Int, at level: Logger.Level, to logger: Logger) {
        let level = status >= 500 ? max(level, .warning) : status >= 400 ? max(level, .info) : level
        guard level >= logger.logLevel else { return }
        let elapsed = start.duration(to: .now) / .milliseconds(1)
        logger.log(
            level: level, "request",
            metadata: [
                "method": .string(method), "route": .string(route), "status": .stringConvertible(status),
                "ms": .stringConvertible((elapsed * 1000).rounded() / 1000), "bytes": .stringConvertible(bytes),
            ])
    }
}
