import Measures
import Postgres

extension MetricFamily {
    /// The connections to the database.
    static func pools(_ pools: [(name: String, pool: PostgresPool)]) -> [MetricFamily] {
        var connections = MetricFamily(
            .gauge, "daybook_pool_connections", "Connections to the database, by what they are doing.")
        var limit = MetricFamily(
            .gauge, "daybook_pool_connections_limit", "The most connections to the database that a pool opens.")
        var waiting = MetricFamily(
            .gauge, "daybook_pool_waiting", "Callers that wait for a connection to the database.")
        for (name, pool) in pools {
            let usage = pool.usage
            connections.add(usage.leased, ("pool", name), ("state", "in_use"))
            connections.add(usage.idle, ("pool", name), ("state", "idle"))
            connections.add(usage.opening, ("pool", name), ("state", "opening"))
            limit.add(usage.maximum, ("pool", name))
            waiting.add(usage.waiting, ("pool", name))
        }
        return [connections, limit, waiting]
    }

    /// What callers asked for, by route. A route that nobody called isn't shown.
    static func exchanges(_ meters: [RouteMeter], connections: Int) -> [MetricFamily] {
        var requests = MetricFamily(.counter, "daybook_http_requests_total", "HTTP requests, by route and status.")
        var durations = MetricFamily(
            .histogram, "daybook_http_request_duration_seconds",
            "Time until an HTTP request's answer begins, by route.")
        for meter in meters {
            let counts = meter.counts
            guard !counts.isEmpty else { continue }
            for (status, count) in counts {
                requests.add(count, ("method", meter.method), ("route", meter.route), ("status", status))
            }
            durations.add(meter.distribution, ("method", meter.method), ("route", meter.route))
        }
        return [
            requests, durations,
            MetricFamily(
                .gauge, "daybook_http_connections", "Callers' connections that are open.", value: Double(connections)),
        ]
    }

    /// The process, under the names that Prometheus's own client libraries use.
    static func process(_ status: ProcessStatus, version: String) -> [MetricFamily] {
        var build = MetricFamily(.gauge, "daybook_build_info", "Always 1; the label says which version this is.")
        build.add(1, ("version", version))
        let known: [(String, String, Double?)] = [
            ("process_resident_memory_bytes", "Resident memory size in bytes.", status.residentBytes.map(Double.init)),
            ("process_virtual_memory_bytes", "Virtual memory size in bytes.", status.virtualBytes.map(Double.init)),
            ("process_open_fds", "Number of open file descriptors.", status.openFiles.map(Double.init)),
            ("process_max_fds", "Maximum number of open file descriptors.", status.maximumFiles.map(Double.init)),
            (
                "process_start_time_seconds", "Start time of the process since unix epoch in seconds.",
                status.startedAt
            ),
        ]
        return [
            build,
            MetricFamily(
                .counter, "process_cpu_seconds_total", "Total user and system CPU time spent in seconds.",
                value: status.cpuSeconds),
        ]
            + known.compactMap { name, help, value in
                value.map { MetricFamily(.gauge, name, help, value: $0) }
            }
    }
}
