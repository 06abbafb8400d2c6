/// A page in Prometheus's text format, read by its own rules and those that `promtool check metrics` adds.
struct MetricsPage {
    struct Sample: Hashable {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    private(set) var types: [String: String] = [:]
    private(set) var samples: [Sample] = []
    /// What breaks a rule, each as a sentence.
    private(set) var problems: [String] = []

    init(_ text: String) {
        if !text.hasSuffix("\n") { problems.append("the page doesn't end with a line feed") }
        var helped: Set<String> = []
        var closed: Set<String> = []
        var current = ""
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            if line.hasPrefix("# HELP ") {
                if !helped.insert(words[2]).inserted { problems.append("\(words[2]) has two helps") }
                if words.count < 4 || words[3].isEmpty { problems.append("\(words[2]) has an empty help") }
                closed.insert(current)
                current = words[2]
                if closed.contains(current) { problems.append("\(current) comes twice") }
            } else if line.hasPrefix("# TYPE ") {
                if words[2] != current { problems.append("the type of \(words[2]) doesn't follow its help") }
                if types.updateValue(words[3], forKey: words[2]) != nil { problems.append("\(words[2]) has two types") }
            } else if let sample = Self.sample(line) {
                if Self.family(of: sample.name, types[current]) != current {
                    problems.append("\(sample.name) stands below \(current)")
                }
                samples.append(sample)
            } else {
                problems.append("not a sample: \(line)")
            }
        }
        checkNames()
        checkSamples()
        checkHistograms()
    }

    /// The samples of a name whose labels hold all of these.
    func values(_ name: String, _ labels: [String: String] = [:]) -> [Double] {
        samples.filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }.map(\.value)
    }

    private mutating func checkNames() {
        for (name, type) in types {
            if name.wholeMatch(of: /[a-z][a-z0-9_]*/) == nil { problems.append("\(name) isn't a good name") }
            if (type == "counter") != name.hasSuffix("_total") { problems.append("\(name) is a \(type)") }
            for unit in ["_ms", "_milliseconds", "_kb", "_mb", "_minutes"] where name.contains(unit) {
                problems.append("\(name) isn't in a base unit")
            }
        }
    }

    private mutating func checkSamples() {
        var seen: Set<String> = []
        for sample in samples {
            let labels = sample.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            if !seen.insert("\(sample.name) \(labels)").inserted { problems.append("\(sample) comes twice") }
            if types[sample.name] == "counter", sample.value < 0 { problems.append("\(sample) is negative") }
        }
    }

    private mutating func checkHistograms() {
        for name in types.filter({ $0.value == "histogram" }).keys {
            let buckets = Dictionary(grouping: samples.filter { $0.name == "\(name)_bucket" }) { bucket in
                bucket.labels.filter { $0.key != "le" }
            }
            if buckets.isEmpty { problems.append("\(name) has no buckets") }
            for (labels, series) in buckets {
                let bounds = series.map { $0.labels["le"].flatMap(Self.number) ?? .nan }
                let counts = series.map(\.value)
                if bounds != bounds.sorted() || bounds.last != .infinity {
                    problems.append("\(name): bounds \(bounds)")
                }
                if counts != counts.sorted() { problems.append("\(name): \(counts) isn't cumulative") }
                if values("\(name)_count", labels) != [counts.last ?? -1] {
                    problems.append("\(name): count isn't +Inf")
                }
                if values("\(name)_sum", labels).count != 1 { problems.append("\(name): no sum") }
            }
        }
    }

    /// The family that a sample's name belongs to, given the type of the one it stands below.
    private static func family(of name: String, _ type: String?) -> String {
        guard type == "histogram" else { return name }
        for suffix in ["_bucket", "_sum", "_count"] where name.hasSuffix(suffix) {
            return String(name.dropLast(suffix.count))
        }
        return "a histogram's plain sample"
    }

    private static func sample(_ line: Substring) -> Sample? {
        let pattern = /([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\n"])*",?)*\})? (\S+)/
        guard let match = line.wholeMatch(of: pattern), let value = number(String(match.3)) else { return nil }
        var labels: [String: String] = [:]
        for pair in (match.2 ?? "").matches(of: /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/) {
            guard labels.updateValue(String(pair.2), forKey: String(pair.1)) == nil else { return nil }
        }
        return Sample(name: String(match.1), labels: labels, value: value)
    }

    private static func number(_ text: String) -> Double? {
        text == "+Inf" ? .infinity : Double(text)
    }
}
