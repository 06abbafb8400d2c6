import Testing

@testable import Measures

/// Prometheus's text format 0.0.4.
struct PrometheusTextTests {
    @Test func `a family is its help, its type, and a line for each sample`() {
        var family = MetricFamily(.counter, "daybook_webhooks_total", "Webhooks that came.")
        family.add(3, ("source", "twilio"), ("outcome", "recorded"))
        family.add(0, ("source", "respond.io"), ("outcome", "recorded"))
        let expected = """
            # HELP daybook_webhooks_total Webhooks that came.
            # TYPE daybook_webhooks_total counter
            daybook_webhooks_total{source="twilio",outcome="recorded"} 3
            daybook_webhooks_total{source="respond.io",outcome="recorded"} 0

            """
        #expect(PrometheusText.text(of: [family]) == expected)
    }

    @Test func `a histogram's buckets are cumulative, and the last one holds all`() {
        let histogram = Histogram(upTo: [.milliseconds(5), .milliseconds(50), .seconds(1)])
        for milliseconds in [1, 5, 6, 50, 2000] { histogram.add(Duration.milliseconds(milliseconds)) }
        var family = MetricFamily(.histogram, "daybook_wait_seconds", "Waits.")
        family.add(histogram.distribution, ("pool", "writer"))
        let expected = """
            # HELP daybook_wait_seconds Waits.
            # TYPE daybook_wait_seconds histogram
            daybook_wait_seconds_bucket{pool="writer",le="0.005"} 2
            daybook_wait_seconds_bucket{pool="writer",le="0.05"} 4
            daybook_wait_seconds_bucket{pool="writer",le="1"} 4
            daybook_wait_seconds_bucket{pool="writer",le="+Inf"} 5
            daybook_wait_seconds_sum{pool="writer"} 2.062
            daybook_wait_seconds_count{pool="writer"} 5

            """
        #expect(PrometheusText.text(of: [family]) == expected)
    }

    @Test func `what would break a line is escaped`() {
        var family = MetricFamily(.gauge, "daybook_odd", "A \\ and a\nbreak, \"quoted\".")
        family.add(1, ("name", "a\"b\\c\nd"))
        let expected = #"""
            # HELP daybook_odd A \\ and a\nbreak, "quoted".
            # TYPE daybook_odd gauge
            daybook_odd{name="a\"b\\c\nd"} 1

            """#
        #expect(PrometheusText.text(of: [family]) == expected)
    }

    @Test(arguments: [
        (0.0, "0"), (41.0, "41"), (1e15, "1000000000000000"), (0.0005, "0.0005"), (1.5, "1.5"), (-2.0, "-2"),
        (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (1e300, "1e+300"),
    ])
    func `numbers are as Prometheus reads them`(value: Double, text: String) {
        #expect(PrometheusText.number(value) == text)
    }

    @Test func `a family without samples isn't shown`() {
        #expect(PrometheusText.text(of: [MetricFamily(.gauge, "daybook_none", "Nothing.")]) == "")
    }
}
