import Hummingbird
import Measures

/// Counts the answers of one route by their status, and how long they took.
final class RouteMeter: Sendable {
    /// The statuses that the server answers with, each counted by itself; any other is counted as `other`.
    private static let statuses = [200, 204, 304, 400, 401, 403, 404, 405, 409, 410, 413, 429, 500, 503]

    let method: String
    /// The template, never the path that came, which may hold phone numbers.
    let route: String
    private let answers = (0...statuses.count).map { _ in Counter() }
    private let durations = Histogram(
        upTo: [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000].map(Duration.milliseconds))

    init(method: String, route: String) {
        self.method = method
        self.route = route
    }

    func add(status: Int, since start: ContinuousClock.Instant) {
        answers[Self.statuses.firstIndex(of: status) ?? Self.statuses.count].add()
        durations.add(start.duration(to: .now))
    }

    /// The handler, counted. What it throws counts as the answer that is made of it.
    func metered(_ handler: @escaping Route.Handler) -> Route.Handler {
        { request, context in
            let start = ContinuousClock.now
            do {
                let response = try await handler(request, context)
                self.add(status: response.status.code, since: start)
                return response
            } catch {
                self.add(status: APIError(any: error)?.status.code ?? 500, since: start)
                throw error
            }
        }
    }

    /// How often it was answered, by status; those alone that came.
    var counts: [(status: String, count: Int)] {
        let labels = Self.statuses.map(String.init) + ["other"]
        return zip(labels, answers).map { ($0, $1.value) }.filter { $0.1 > 0 }
    }

    var distribution: Distribution { durations.distribution }
}
