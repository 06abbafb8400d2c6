/// A metric with all its samples, as a scrape shows it.
package struct MetricFamily: Sendable {
    /// A label's name and value.
    package typealias Label = (name: String, value: String)

    package enum Kind: String, Sendable {
        /// Only grows, but for a restart.
        case counter
        case gauge
        case histogram
    }

    struct Sample: Sendable {
        /// What follows the family's name: `_bucket`, `_sum`, `_count`, or nothing.
        var suffix = ""
        var labels: [Label]
        var value: Double
    }

    let kind: Kind
    let name: String
    let help: String
    private(set) var samples: [Sample] = []

    /// - Parameters:
    ///   - name: letters, digits and underscores; ends with the unit, and for counters with `_total`.
    ///   - help: one sentence for whoever makes a dashboard.
    package init(_ kind: Kind, _ name: String, _ help: String) {
        self.kind = kind
        self.name = name
        self.help = help
    }

    /// A family of one sample.
    package init(_ kind: Kind, _ name: String, _ help: String, value: Double) {
        self.init(kind, name, help)
        add(value)
    }

    package mutating func add(_ value: Double, _ labels: Label...) {
        samples.append(Sample(labels: labels, value: value))
    }

    package mutating func add(_ count: Int, _ labels: Label...) {
        samples.append(Sample(labels: labels, value: Double(count)))
    }

    /// Adds what a histogram has counted: cumulative buckets, `+Inf` at their end, sum and count.
    package mutating func add(_ distribution: Distribution, _ labels: Label...) {
        let bounds = distribution.bounds + [.infinity]
        for (bound, count) in zip(bounds, distribution.cumulative) {
            samples.append(
                Sample(
                    suffix: "_bucket", labels: labels + [("le", PrometheusText.number(bound))], value: Double(count)))
        }
        samples.append(Sample(suffix: "_sum", labels: labels, value: distribution.sum))
        samples.append(Sample(suffix: "_count", labels: labels, value: Double(distribution.count)))
    }
}
