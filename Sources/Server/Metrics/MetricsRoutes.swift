import Hummingbird
import Measures

/// `GET /metrics`, for Prometheus.
///
/// It asks for a key of the scope `metrics`: the numbers hold no personal data, but tell how much is going on, and behind a proxy
/// on the same machine every caller comes from the loopback.
struct MetricsRoutes: Sendable {
    let report: MetricsReport

    var routes: [Route] {
        [
            .keyed(.metrics, .get, "/metrics") { _, _, principal in
                guard principal.tenant == nil else {
                    throw APIError(
                        .forbidden, "other_tenant", "The numbers are those of all tenants. Use a key without a tenant.")
                }
                let text = PrometheusText.text(of: await report.families())
                var response = Response(bytes: Array(text.utf8), type: PrometheusText.contentType)
                response.headers[.cacheControl] = "no-store"
                return response
            }
        ]
    }
}
