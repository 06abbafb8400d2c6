import Samples
import Vocabulary

extension EndToEnd {
    /// Every sample of both providers but the pings, which say nothing.
    static let readableSamples = SampleEvent.all.filter { $0.name != "ping" }.map { ($0.source, $0.name) }
}
